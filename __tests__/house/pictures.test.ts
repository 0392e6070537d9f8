import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { flowSvg } from '../../scripts/flow-picture.js';

const images = join(import.meta.dirname, '../../docs/images');

test('the picture of the README is made from its texts (node scripts/pictures.mjs writes it)', () => {
  expect(readFileSync(join(images, 'flow.svg'), 'utf8')).toBe(flowSvg());
});

test('it has colours for dark pages, asks for nothing, and its texts stay inside', () => {
  const svg = flowSvg();
  expect(svg).toContain('prefers-color-scheme:dark');
  expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
    /https?:|<script|<image|@import/,
  );
  const [, width = '0', height = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  for (const [, x = '', y = ''] of svg.matchAll(/<text [^>]*x="([\d.]+)" y="([\d.]+)"/g)) {
    expect(Number(x)).toBeLessThan(Number(width));
    expect(Number(y)).toBeLessThan(Number(height));
  }
});

test.each(['report-light.png', 'report-dark.png'])('%s is a picture of reasonable size', (name) => {
  const bytes = readFileSync(join(images, name));
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(statSync(join(images, name)).size).toBeLessThan(250 * 1024);
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1000, 960]);
});
