import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseYaml } from '../../src/format/yaml.js';
import { YamlEdit } from '../../src/format/yaml-edit.js';
import '../to-throw-with-code.js';

const TEXT = `# the head
name: "1.0" # quoted, or it would be a number

# about the roles
roles:
  # the first
  - 'one' # production
  # the second
  - two

# about the keys
keys: [a.pem, b.pem] # two of them
approval: none # for now
# the end
`;

function edited(change: (yaml: YamlEdit) => void, text = TEXT): string {
  const yaml = new YamlEdit(text);
  change(yaml);
  return yaml.toString();
}

const comments = (text: string) => [...text.matchAll(/#.*$/gm)].map(([comment]) => comment).sort();

describe('a document that is edited', () => {
  test('keeps every line that the edit is not about', () => {
    const lines = TEXT.split('\n');
    const after = edited((yaml) => yaml.append(['roles'], 'three')).split('\n');
    expect(after.filter((line) => !lines.includes(line))).toEqual(['  - three']);
    expect(lines.filter((line) => !after.includes(line))).toEqual([]);
  });

  test('gets entries in the style of their neighbours', () => {
    expect(edited((yaml) => yaml.append(['keys'], { name: 'Bob', key: 'c.pem' }))).toContain(
      'keys: [a.pem, b.pem, {name: Bob, key: c.pem}] # two of them\n',
    );
    expect(edited((yaml) => yaml.append(['roles'], { arn: 'x', list: ['y', 'z'] }))).toContain(
      '  - two\n  - arn: x\n    list: [y, z]\n',
    );
  });

  test('keeps the comment beside a value that is replaced', () => {
    const text = edited((yaml) => {
      yaml.set(['name'], 2);
      yaml.set(['approval'], { keys: { trust: ['a.pem'], threshold: 1 } });
    });
    expect(parseYaml(text)).toMatchObject({
      name: 2,
      approval: { keys: { trust: ['a.pem'], threshold: 1 } },
    });
    expect(comments(text)).toEqual(comments(TEXT));
  });

  test('loses with an entry that is removed the comments of that entry alone', () => {
    const text = edited((yaml) => yaml.remove(['roles', 1]));
    expect(parseYaml(text)).toMatchObject({ roles: ['one'] });
    expect(comments(text)).toEqual(comments(TEXT).filter((one) => one !== '# the second'));
  });

  test('is one that the parser accepts', () => {
    expect(() => new YamlEdit('a: 1\na: 2\n')).toThrowWithCode('yaml-format');
    expect(() => new YamlEdit('a: &x 1\nb: *x\n')).toThrowWithCode('yaml-format');
  });

  test('holds any text that is added as that text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (value) => {
        for (const path of ['roles', 'keys']) {
          const text = edited((yaml) => yaml.append([path], value));
          expect((parseYaml(text) as Record<string, string[]>)[path]?.at(-1)).toBe(value);
          expect(comments(text).length).toBeGreaterThanOrEqual(comments(TEXT).length);
        }
      }),
    );
  });
});
