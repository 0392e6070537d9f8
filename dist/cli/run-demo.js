import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);
import {
  COMMANDS
} from "../chunks/chunk-LQTTLVWK.js";
import {
  printFailure,
  printProblems
} from "../chunks/chunk-GNN3TWH2.js";
import {
  Options,
  VERSION,
  driftSentence,
  ended,
  failed,
  join,
  listDifferences,
  listPorts,
  measureEif,
  memorySource,
  mkdtempSync,
  openDelivery,
  parseArgs,
  parsePlainJson,
  printable,
  renderOutcomeJson,
  rootNotOfAws,
  runListCommand,
  terminalStyle,
  verifyDocumentRequest,
  verifyOneDocument,
  writeBinaryFile
} from "../chunks/chunk-WBHB5K4A.js";
import {
  AdapterError,
  HOUR_MS,
  MINUTE_MS,
  UsageError,
  ZERO_PCR,
  __require,
  createSign,
  decodeBase64,
  decodeHex,
  encodeCbor,
  encodeHex,
  encodePem,
  encodeUtf8,
  formatInstant,
  generateKeyPairSync,
  nodeHashing,
  pcr3OfRole,
  sigStructure,
  tmpdir
} from "../chunks/chunk-D2WSEHPA.js";

// src/adapters/files/temporary-folder.ts
function makeTemporaryFolder(prefix) {
  try {
    return mkdtempSync(join(tmpdir(), prefix));
  } catch (cause) {
    const why = cause.code ?? cause;
    throw new AdapterError("output-not-writable", `cannot make a folder in ${tmpdir()}: ${why}`, {
      cause
    });
  }
}

// src/demo/folder-ports.ts
function portsInFolder(folder, ports) {
  const inFolder = (name) => pathInFolder(folder, name);
  const beside = (file) => file === "" ? `${folder}/-` : inFolder(file);
  return {
    ...ports,
    readText: (path) => ports.readText(inFolder(path)),
    readBytes: (path) => ports.readBytes(inFolder(path)),
    exists: (path) => ports.exists(inFolder(path)),
    writeText: (path, text) => ports.writeText(inFolder(path), text),
    writeNew: (path, text, kind) => ports.writeNew(inFolder(path), text, kind),
    openStore: (address, file) => ports.openStore(address, beside(file)),
    openSigner: (address, file) => ports.openSigner(address, beside(file)),
    openImage: (name, sha256) => ports.openImage(inFolder(name), sha256),
    openKeyPolicy: (key, file, assumeRole) => ports.openKeyPolicy(key, beside(file), assumeRole)
  };
}
function pathInFolder(folder, name) {
  return name.startsWith("/") ? name : `${folder}/${name}`;
}

// src/demo/told.ts
function told(played, style) {
  const { error } = played.outcome;
  const lines = [
    ...resultLines(played, style),
    ...error === void 0 || played.kind === "drift" ? [] : [`${style.red(`refused: ${error.code}`)}  ${printable(error.message)}`]
  ];
  return lines.map((line) => `  ${withShortHashes(line)}
`).join("");
}
function resultLines(played, style) {
  switch (played.kind) {
    case "change":
      return played.outcome.result === void 0 ? [] : changeLines(played.outcome.result, style);
    case "drift": {
      const report = played.outcome.result;
      if (report === void 0) return [];
      const sentence = driftSentence(report);
      return [
        report.status === "none" ? style.green(sentence) : style.red(sentence),
        ...report.findings.map(
          ({ rule, severity, message }) => `${severity} ${rule}: ${printable(message)}`
        ),
        // Beside findings the proof of one key in one sentence would sound like all is well.
        ...report.keys.filter(() => report.status === "none").map(({ verdict }) => `proof   ${printable(verdict)}`)
      ];
    }
    case "document": {
      const { evidence, appraisal } = played.outcome.result ?? {};
      if (evidence === void 0 || appraisal?.accepted !== true) return [];
      return [
        `${style.green(`accepted: release ${printable(appraisal.release.id)}`)}  PCR0 ${appraisal.release.measurements.PCR0}, the nonce answered`
      ];
    }
    default:
      return [];
  }
}
function changeLines({ message, before, after, keys }, style) {
  const differences = before === void 0 || after === void 0 ? [] : listDifferences(before, after);
  const version = after === void 0 ? "" : `  (allow-list version ${after.version})`;
  return [
    `${style.green(printable(message))}${version}`,
    ...differences.map(
      ({ change, subject, detail }) => `list    ${change} ${printable(subject)}: ${printable(detail)}`
    ),
    ...(keys ?? []).flatMap(({ plan }) => [
      ...(plan?.changes ?? []).filter(({ action }) => action !== "keep").map(({ action, sid, releases }) => {
        const held = releases.length === 0 ? "" : ` for ${releases.join(", ")}`;
        return printable(`policy  ${action} ${shortSid(sid)}${held}`);
      }),
      ...plan?.after.verdict === void 0 ? [] : [`proof   ${printable(plan.after.verdict)}`]
    ])
  ];
}
function shortSid(sid) {
  return sid.replace(/^PcrAllowlist[0-9a-f]{12}(?:[0-9a-f]{12})?/, "PcrAllowlist\u2026");
}
function withShortHashes(text) {
  return text.replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/g, "$1\u2026");
}

// src/demo/stage.ts
var DONE = { exitCode: 0 };
var Stage = class {
  steps = [];
  ports;
  chapters = 0;
  constructor(ports) {
    this.ports = ports;
  }
  listPorts() {
    return portsInFolder(this.ports.folder, this.ports.listPorts());
  }
  chapter(title, text) {
    const { tell, style } = this.ports;
    this.chapters += 1;
    tell(`
${style.bold(`${this.chapters} ${title}`)}
${text}
`);
  }
  say(text) {
    this.ports.tell(`
${text}
`);
  }
  /** A command line as it is typed in the folder, words apart by one blank. Throws where it ends otherwise than told. */
  async play(line, ending = DONE) {
    const { command, values } = this.ports.parse(line.split(" "));
    const played = await this.ports.run(command, values, this.listPorts());
    this.show(`$ pcr-allowlist ${line}`, played);
    this.hold(line, played.outcome, ending);
    return played;
  }
  /** What a step came to, below its title. */
  show(title, played) {
    const { tell, style } = this.ports;
    tell(`
${style.bold(title)}
${told(played, style)}`);
  }
  /** A story that goes otherwise than it is told is worse than none. */
  hold(line, { exitCode, error }, ending) {
    const code = error?.code;
    this.steps.push({ command: line, exitCode, ...code === void 0 ? {} : { code } });
    if (exitCode === ending.exitCode && code === ending.code) return;
    const found = `${exitCode} ${error === void 0 ? "" : `(${code}: ${error.message})`}`;
    throw new Error(
      `the demo is not as it is told: ${line}: expected exit ${ending.exitCode} ${ending.code ?? ""}, found ${found}`
    );
  }
};

// src/demo/edited-policy.ts
var PCR0 = "kms:RecipientAttestation:PCR0";
var EQUALS = "StringEqualsIgnoreCase";
function editedPolicy(policyJson, pcr0) {
  const policy = parsePlainJson(encodeUtf8(policyJson));
  const statements = policy.Statement.filter(({ Sid }) => !Sid.endsWith("GuardPCR0")).map(
    (statement) => {
      const { [PCR0]: found, ...others } = statement.Condition?.[EQUALS] ?? {};
      if (found !== pcr0) return statement;
      return { ...statement, Condition: { ...statement.Condition, [EQUALS]: others } };
    }
  );
  return `${JSON.stringify({ ...policy, Statement: statements }, null, 2)}
`;
}

// builtin:node:zlib
var inflateRawSync = /* @__PURE__ */ (() => __require("node:zlib").inflateRawSync)();

// src/demo/images.ts
function demoImages() {
  const bytes = new Uint8Array(inflateRawSync(decodeBase64(PACKED.replaceAll("\n", ""))));
  return { first: bytes.slice(0, FIRST_BYTES), second: bytes.slice(FIRST_BYTES) };
}
var FIRST_BYTES = 7279;
var PACKED = `7Xl3VFPdti+9VxGZgBSjNKUTqoD0Kj1UFQgQIJSEKkWlgyAIiAioKEWqooIg0qRIR0DpIILSBKQICCJFfZ/Rc8533zh33PfH
G/eNcZ87GZk7a6/ZfnOutXfyE8VgnYnIiAiHCtE/DxIiIiKK36fHfkkqut/S45ekvvBL0qn/kgcjif5HHuRvf5+gfgli0t+4
1P3GA/lLUr7/n5g9l2sHAxHxv7AQ2Y5TSjP70WL28Ag70myzRbQWeSMhqL2+xYbcUZnFxOTuOz1q3dWd/vVPmkQsZWRfTVaQ
e5gHCAgS92DkG5TqaFA7M9KH6HezzVJabZq9dWShLjLZFQQ/sO/ws5Ahqb4W32/CvHvvqlbW1h7Am3c8LSzxFpXtR+Tk6EOP
coyW3pWD2ieIQvOspiY+mkl/Yz9ck3B8MJMOHZ9RZhn2hCLpjcekVNDt1iMKdBN60nPX5cHZ9nbYtSN3ibPtLpIfzb29dyfj
VEDPwUaHMLPthPGTiC1vt+4f6cyzqUGKmWbH6s0SnIlqIxY3283cBmSqjuVuiKIZFajfyN8S9ItbwipGC/C++njx6oa/egTl
aMros9gcxUW9JIvLT76o1+zcb88eKI5iKLo4sRK93jiQbZJtsfN+asje75qs6IEQfEvD63g+5xGWiTRuGh2Mc5i0VIPKoIV2
PPHZl0OjemSzeUL5x+1D9JWePjIjDYrbbtl/eVmyqOns25X7M4f2NkOU1MVJakqzufSbFsdaSjXWOE4ma1/JsO1jfePJE9l6
z7Oa5crCkBPnRGrau9kvdjnsvVhXtzfI4Sq2wHAv+4c6tPnJE2TD60S9O9WMPwpenq79rNrREjgZj7G+xEKNVbHldWPribPu
utpPbYVANckP57NNJ8zB25TYb0za4ctO2UuSHkv6zecMvKwyNy6hNWrZkisu0doKZprdWBV0OpFPL/eZSbh7hvhbpnLZ0Ttu
IsvdJ3rMrFZD87eB2fVUcKJhaYQDx9jMdQb9+fdp/PZVHdWoGdOzjc6h4QYkEYFksvMTT9sVD2R8vXfRx53tannEftJleR1v
iWx0RRfFyGjMl+8cbqF0hjLbGFya00aKdIlkMH0uUbbFw/jFtRlW5mvvhNLIMj+UR+M2n1MIiYaczrx1RcxOkq9CL1SVV2hH
w5VuUpClzVN+SbPzSq2Og2E+6tgS+5xooWRshmnxses3KZl1t6bLt37kv/afJiE2nyu6PkfPiQnqvXrE88Xr03FJLis3Ck90
XrqJoZRwMXoZsBVzN4A4Q1D6BKXQqJHF5xYZvGb46PtK480p13JkEV9S0awT2qwsXGPVnHp7m+i9/bUT3y/2CFaQ68Rb3xjg
/37sSJXv/l3Hd5Y+XROHS0XiET+e9Y4uQC19TOnzPbv+o2ocs9vswZYjxY+CbggKZYUu0g2tND/xOFJ/TMzV1e2erbOmicD2
Td+ixVQmPO4Mb0OF5UNaIfFPuWfvC8TIPBocln/geqdUOn3EYyTD0LI/LlO99mvvtMpN5Nx1pbscGSctlvQkrym9eSzTLk2/
60cRfuc+77UOLCsue5azk1af9VgQCj2/dqDL/EDZpQKLuQ3K8B3aYzyagenCXM5DLWYvj7jVo3OLIoafT046019UdHFNHVOm
T+p2ZxGoi+ubpDpZn6m3IjrU0D2lNObHvJtGr99YeO42XSyxoHKPClXE2HDTRMdLConNUDKUx3hv895kUwCbb4qRyoZSo6zi
i9rIe2eZPMbeX59UIunwZKBz25ymku3SnBGt3RpapvxmcsfCW9nl3eZxu4r7HZ/oqR/vt/gAkPMsjNRLKefJEnm4pasFPuNj
eMy5e8atgSOBXGQyYRolVPROh7ajlNXviUkmls2SA1M0qFD/wO2l78wEW3GfEpnavp32nZiZpLaCU5ZhthOzl49XI0rZ9b/E
lL8zNpQxn0f1DYhOXCcT1kCv3Ls/VTroXIb14P6M5FsjLXRu+EwtyUhVu1jVyBgzp9ujxqhbQopVm2wbt/+klbXF+ibH8xzl
C+sC6cCeccNxb7anYJxcw88c97BusY6JSUPgHm4uFJmcdIf5MSZuvS85hRPno6lBushhKd84E6LPI81LbflqjxvPwVyyPNXY
YYLGTUp+YRT9UqQZ+ni2LIe+vXaQrmV3oYUFUZR5wGr4x1wNCfJQ4LiklJ1RWH3fIuN63QHRCx8/3WTBolzVM4YbVyN0hL0V
GO7eJIu9eFFr9fthDYip3M5GZF3utyTxnw+/RLjr/77X+WAc8Hg/JXdeLzQO66gkJc7r5YhVwjs78+Lwnngnfw+ML68jHueL
98Ao+fkFmYnz+qBxTnhPUT8ff18/O0cvfyU8jtfnpw0xJ8x5MR+0pzgR+T/ME5NeQOh6ol0whmhPDEIB4Yt1wWF8EMK/Bi0w
Pr5YPA6hgJAQRYpKIoQRav5YDycDjB/aCe2HRihc+DWAwhKUJcUlZUQkJETEJVDi4gqE9wnC5z8UUXi8B0IBgcP6+eBFHD2w
fx//uy9p0Z8qRl4YH7QfFudiFuTrh/FEKCBOY3H+gQhhhD7GB4f5m4aMqISouIi0jIijB97fSQTt6SSDRFwSRmjgHd0xPro4
ZzxCAefv4SGMUPf39cN7/iuBn6OXiEj/+bRVt+SYclLsNqPc4cn840IL8oGBNfUvhsMEj+nVsl07Iql3NHlwQ8iKyd/b5Yht
1ihV6RO+LWK68Y/fLQXkbGWtWbntYpkZyqfJqo4DiNFeCCXys83BnXSjIBetYbrTKsSqTe4Q76cUY9AmVTwisChcenSPUXtl
9Y3JoUHOJSc2wQ0p3CFtVPcz0pBE3uK6J5s6rwe4acv4g9+ufSqcTFxRnuxh22j9pu9lVR+VKZEEqwtilvntZyQ6I5NGD+4T
yx2damHetxrkUdBX20/S8Jea344wS2kTfnXpVFYjnkTkvtY4X5F5kn6Sh51EJ+chw+N2x46vPF8pbrsqhOM4q6ZteqABRVTy
UFooDXOV36y4X/36pZsCE2XELJr02+fL3+mLTmVDrMcRepdEnsSl/NeKEQYDKu5TYUIm+rstwdzGGrSvD4h8C9l4b3+iOi+8
G1nX/n7+lQF79KWAH2cCvrt7Wp7Nr7eN7HjQxKexH0Tn5cVnTKm/e4y/nqlxpb0gWOXW7KN92zg1odWBMndDM76C96J68kkk
s6tf7hO/sXun7vU9mKeNzGZVgzXpjv4pZDqvydsm3fQ1Bm0SzK7R5PT3g7QCn5DdbcruZptkoXItHjHEjMpCxQp8ZDE8YwyR
VIND3OvPfMYnugpwJGy5XMw0LnsHW97liwRdZhY5eF2Nx+yuDjvu8MkkrgwOj9OXY1ZL9kI8ahfQjwsonthiPg5YRN5jLSBh
8dHJLD5UzFV4+eJjMzyrtgT+wJG19A/z22lH8NyCUvysMgzImMp2Jkql+A+cgYW5Z358Yglpl3f/5nngSF/mpAnymSldEF9N
aw5ny5Ve11M9LlUloTpfP1SrU/c0CKkLkU+SaA6+5OrQSZ7dJNv5SrpZqocOZp9MvsFF42q5N9XPnJzT8ZG+pSX/29Hh72do
fCe6rj29oHbk1cNX6huNPfZX6P/Vx1TIYNWT96LJiiOZI8//eP419ZLKh+beXctTkTGxDRfe9l3trZgo3W17vfZMKqXsRCHd
jXoOeeNurc6EU3kuBhTJl1eetdrG7nYqc2S2UUh5ebK/+iyAFJIlxkVaXn66nWB+UDWoxop31P7E7sQx8f4q50vBOTlI6RFs
4P0h2++4SGyJcbNSp0Hhrjx/i9tJI01/Y97sQ6/U0LetXb6laVGESjy3rFrPe9PHL8i85mzW2xH48D2NJzr/kMsVshQmO/Kd
JsfadrcmYma23HJBY0YN9uqquqroKTPGC3n+HUykMWdqVX8U7240LcfqFPXl7YYw2jrjMWwfOmuFHe+t34wrQIZ8qepvuyRf
dEDu5uF0hIlfqfHzYvGNtt6JWH8axNIxCfLDNzSiMlQZ9TI0TWaNHtM1BDk1Hj/HdOtQ7hmGTXs5mplLjAdspCcnoj++bo6w
pFAR22XPC5f6YAhX/TaFOig9tLjKYsM2n/V5Gj2Z6poASqnuh9WpBcW21ykFuiWPkZ0NKZxPlggZtdsUiMRnFcyw1l+6xSdl
I3KZ7+BODo6PLaQxWue0V68a8nbmy+TcYLB8uzUwjZW3uaUa4IgIqHufpDpHbSfYSjcfYVT4VftmXmt7kdt30hlas7WoG4bv
tlJvsLoEPHoXtvWtNPmeuKIAya3PAo82zh0W0iHa01QiJU/dehSHFLx6SL2sp+ZiyPeux+RaTypufLzdOZoUs3WGnLIht8O3
j65QyLD4s+aTrujTjc+lesaYlc8EtTC6XuG/2HRM7OlOGr3MYFqlr0nwjdqUXsYXO1wlyOshnQWbeWPfPDSubWSCxrcXjwqd
x9PPTxLd0zYnO/ghQXpfo9XJT6WZnYQyiu5KkCDnGT63p+tK6ApvvRWNS71FA6iV+JikgIremU6Bd1PXP6Vt+jZ6DapVBmw+
75EpXuwaczSDkq/VFmEsp5lLXqcucGv6z3jPHEgalV3lKl+ZNnY7nM1iN4rXq4wagEyZ95lHfdjkTF8kevPlrdGeKjpyu6lb
fqCUmLbEp3WccWRgcXMkkO8xH7/ygGyJ60okav0j17kPmRnrhTnkI7kqVZ0Pz8Q/zRnzn0vtNF8ZYuiYdNleN6V0sWnQmb+5
lyfbR/wpot7eXbRsBG/OyT+KmkhAdYUqV8qPkhM7KTmaFaI1D37JIHYykphko9c8+7Kz+FPuDm7+ZEZoIzvLsGJkMeuMD8PW
1FSaduuISoDV83RO1lLqCFXb5APsIlydpmueWc+oyEfNULancuZXgzU+TaCaHVLLo8JeRxjhvqxURxlx8t/Jjbx8rlfHL/Z9
guvM4r6VPcqCSi7fAB8sXtWkPjZwry2V0pxK0Gtp8wARxb6KHYoyca6+Ocbpyel04tKlrbCiZ7XC56U7PVaDlmTvYXJcf7zi
nw/lW3/87tw3fGagApXPF077VARnBPbi8rVCVuUu+0L0Xf/Z2y84ZwQ+5PbYmBGLXe185UB+WW6bx92NMpvXmLHLYqn3kRnv
ztzMp9zZzh2XyHXVrTDu59GZ4j2tlZqfUpT5sh3KUpYjbvuzwni/m4w5Sb1fyMaJkYn7E/VKpUF89M+5bu8JaLK9494IFgjC
v5u0FVVIW9IrpTpikPvUDSkiPdCStlDV535vbf1N2xqVRk2zoFwB+ryhV3Vf9dOs+S4fwXmNJEPqaiNXiktTsVSFXi8uc4k6
Kd9We2vxpaqoI/XjqANp7NkIrRdDnw0/bF45wKu7OIaa2NlFTGyVt3d69Vu0Pdpnfstxt6FCXd5WhYHliku9tCcqABnWydOK
u8YqPGbltE88OR3+vc/Byf10V08Y3+KtRH0zxZqE84cqsWT+wnnUmDiP6+a7dzT1Wo17ES/TUzkVPVio/ZaYE1bXh7A0gTwm
KyVfena42tx6m2s5aFdHS2XYnm49r7uN3HHypd5Pyd957ntDQbdEi7IKxXuW0UhAQC36g9NJxle8luOKFmGonUnD0lcOD5RP
HPh+WClXNDahK4OLfucql/PjvIhEt+P9ojWhpSPWRxQGSrYEDKz30yXXAvbc3owxfGdIz9U+nzEPyzsB7bblPS6X5bF1rPQM
aRFFWxYKk27xrrmpdbSq1uN6t5Fdm73ayOUwROelkztV8h2ZbP7xec2+Vq+Q/BQ2eIPZ1yRVUrvIBJmMl7bTqRExw5+FL1R+
1X5swGQdbnpxyHhmGP3DeJojMcqAPWTLxOFoLfX64o2pC6Epc5E6JPe56Z4vlsQIpjnTKkylc6203FJ4kuSsHCs0mSfrKjm/
F2alPvn0VvhFcaWS7g6lBQX9nEYE8y0bXp5ZptEkvmN5DWeNHtxqw/ezRQnXH+8kX9SYEZye098S/3i+4DCpC5I4J71pmxG1
ckF3jFNiB3ktU5TaXHKZ7kqXV2jOBB9177jc2Gkmbg+yi3sHTb9uD8j185Jf500coE/z/YrgzVomWZ0t4NZId1+eXnwzQIU0
cBa89qqKiDLLl/dQG90t+NKSiscmX+tr5Jq9yuE811V5d2WJqy7FMjoKqW/iykHySI+6X8mZbP2yhexC+o64KnvqescnYR8i
UrLi96vzuu3H8ug0Hnh2zcbOhYcr25xo+Viz6GaKGJra7NYJ+pinklWQ+VK9xWT7IWPsu1ecHN1j+6cs4psd5m1IhFiwnfOk
fZU/TMO5z9ky46nssaEO/SeGr3/pb1T6biJSTxPOX1mf8lAwssRtcy/308dz6uckPFM1o87NXkycG4wWZp4axBZUf8Ckv+8R
II4c0Sv07GPFx747FSXWpH8DzZvzgfyW55R08jwNT51DPLviazLdwx1l/vdRIpQU9EYq2STu2edB/0VMzY2aWpZ//P348y+0
8Fzfn78FsDgXO0eMjx/WGeuI9sPcJKUAkX++1EATtEEXDIEX1EETTAEFuqAFuqAOqoACzX/NpQED0CVc0IBgUCdMsAFzgjQB
TQgAdXABa9AFfcCDDehCMLiBOGiCKgSAAQSAE2iAJtiAAaiBI2iDKkiA+e/rAWACNmAJHuAJp8EKDMELbEASpMELHMATHMGP
BhxBAwwACYYEQ6fBAFTB/W+G1MAVDEAdLMACDCAQ1CEYVEEP1MAFDMEC1EAVXAhaHuAEamAApgTnGoTANcACTMAEdEADVMEJ
UISAtEAcnEAbAsGDhqDgDgGgBQF/U9AHDVADNdACDGiDFvgRsgsED9AFTbAAf7AGSQgEV3ACT7CA4P/E8el/OkaDJTiBP0FK
A46QlCpY0YAGoT4SYEBA4CesqN/wavyWWoAnmAwGXQgAI0CBOwSCAbgREPklJQjj5iANluAGaiD+nySm8TsxD0Ig1r9KIAke
gCPUxAP8wQaCQILgOBhcCIZMwJfQCyZ/M6RNCFYPLMAcgv9t6dQJ4f8s3c+OCQRNQkJG/6F0jmBAA2ogAYbgAdZgBaYgDg6g
DeYQCNoEJKz+gwIeDECTUAIkWIMlIdBf813AlACtG+G7FkiCDVgREPp3jn0JLfvTrxfN/9aVP7vajbACfio4gje4gju4gREY
gwnoEuBzAXPwARcCEqqgSzCMBVVQBVPCmTcYARYCwBw0wB20wB/MQRysQBNMwBycwAJOgAu4QDBIgwQNqIMhaBPcnAZ/CAJ5
OA++gAYJMAEvMCOs6QCQBDEQA0PQAT/QACkIBGkwBg/wA/efQIIsYMALrEETdAlBe4IBGIM3+IAYWIILGMMJOA/OYArmYEJI
1QvMAQn+NOANAeANjuADMoCCQHAHXZAGWTADE7Ag4PLzqhaYgB5YQiAEgx44Ag6swAHUwBh0AQNO4As+hJXwX+0bGoAmYBUA
NgREA2lAFYzBF4zACjDgCZrgBK6gDh4EA4ZwHhwIGYgBBtAgDqZwHtQIyzQQPAEHeELNJUEbjAEHcoT6mhL2PHkIBBfQBxzI
ghZIgBp4Eub+XAfq4Ab+YArInz3gCgGE5WUMfiBG6HsjwIAeWEEQaIAEyIEsGEIwoSySEADyYAGu4AxOYABW4AfBEARY8AJ/
0ANf8ARj0AJT8AZ58AQpAhI/90kMSIE2mIARYXX4gxW4gANIgDcNSBEaDkPzt61ck7At/tfbOPbnTQHt5++DyZiHKNCAHGKQ
AwRkgxVchFzAgQ9gwAWw4At+gAEfsAMs4MAJMBBI9G8vnwc0YTPAQAaIUwFAJTMpAHhRAoAhANwCAAMAcASANABYAoDvAKAC
ANUA8BAA6v86l/9rXg8AjAOAJQBEAsBZAPAEgEEAMAaAFHoAqACArwDwDAAKAUAMABIBwPe3gdSfQeQBQMRflkb+sq4MAPF/
BSYDAOEA4AAAJQDADVZgD3hIhjtwH/phExYOgBIEwx3IoIEnUANDIAt8UAUbYAGv4QucgUy4B68h4hAUMoAAcMAuKEIv5IIs
RIE/aMJNwEMcZMJ5uA+3IJIYguABaNJBM8RCOOAgCM7BZzgOWRAKNvAdpKAGBMEa8HR/bWKDpDADwhAKa4AEN9ABdrCGaFCC
R9TgCJ/gGHjCBuTBUVAV/b9HN377/5RufPT7WWn2f2L2UcjqvD904x+68Q/d+Idu/EM3/qEb/7vpxl8U4P8R3SghjRKXU5D6
Qzf+oRv/0I3/b+jGR7efTts7F5dX+23u848oXjMUDhMTBWlW52tbUfPXg31UeNrNPbsrX0jz1cwk03PMJtiLNUp5UecYrNDM
rz/82nTuqe96n0ju+CvFY/zi92gDvvvZnc7fTc/Y7I71bSA+spnl5r0dl8ZEQ+8/S0Fzd4k+ozyGWmw8znTalXWcI0pf+IFE
5XlxI7x3vZfIptmaxI8p1aVW484Xn/KmbI4yv9u7I7yJIHt6Jw+J7vUW3lRnoJakesWmYtnj3lGcUOvwueWQirhsDZxBX3/P
dJp09OxtXf7hMmlxBVsFMqa6OIG4O/EfMhB7OmePKPXvr4WwUDJREEuU5+lfK6dY2sbx3+LP2b62/tTwWV3XTgETltLnlUlV
FHojHKdIfjV/PL3+XPr5521EyL6KpIqnz+lzii5dfFsAugHBPPPTJmOdMiQ1d86uaCZ2kdfopYQk6eviZ4/tv6mvWGhnh0Qb
Ae9RLYd1ZHCIln48ZvtlsPCRzILMRpawl4ffhN2TpqCjt026EB/KbLZFkjxX0mqA8I12fmZ1aPzFmpFgmul6n63TRxejHKU9
P9Sj5z8W7yHKn069qkuWMggJZ/BSnzpOR5FHJXXFeu7VoTILuazMwfLzQx5X+Zre3kwhEYs+mkBnh/pq0bDpzqFgwrs1PH/a
o3+8kyfrTsnOspNdmY6Mw49W7hQtdWrhl9hJp6zmglmul6a0l+fZ37yhPES7LEVy9Ys7k0oma5kDTndql+JcV8iwd+Bj5/vn
LuSH9Nj7MfUwP3PIdW7IJT5sNWQbk+j84u2j2y5Mc81xtL77bcKVuYcp1zL26jY6+QUZG94wFy1t2QqrmvYHOtPmH3DkqNBz
/spctQqdj8ySpri1t/Nx1AJBdfHJCfTs101PV7R/nb5sGLZQtDyL6NtAPiw/ZOuozBE7X7fkhEmMmYyNRImunpRtQL0sUgx9
wvdC5+WQRbNhJZtyvlXmxMnhiQ7bgkNnltmiGU2Fj6aqpNTHUT7Ncp7ijRF7xCtEWyq/3HH6ions88e0iO6Y9oMmL0wVOLk1
1Ri4p2vuX70xK9cwMNrlGnav71adXPHLkgBTlDQn3uFZ5IbZuWXmTfF0F0GzR8qKcQ9/iJIH20t1fq/iRGd9fCglQXe+gdr/
QNcT+yr3A8YsEiVo2YY6U/6LX6pkrY+Slvl/Lf0R+XWra7icG9sVfULztWrMrtncmbuPHyTFDgs9I5IT3UTvyB7vkFijW5Xs
/EJVUTDrNWNoYouN4HMyum9rT8FC/fp14bssTb2LPdeq2oNMol7ROZHb8r6/kPQmJD9hrIk91c2wyEPNwCd/sNOd6drkZP6T
nI/2WS9kXpG1XD/95LF169UbhXzNUsi8UZX8U/n+ao5NlEXyX30o93k4vLXq6vCGejJ9DXfnjJCYy3ilu1Nc47s2zLcjByB+
wzcmO93qkwrLyjRPufiAj8XV4+iwmrn3WzvZR+0izVR4LvMsnrWrJYsqHBC2XuCP33YktU+tcpjpEzXMavrYTW4o/mxoMx61
epjpIGP5l3zjmIW3p7k/btWeNjDMTuAzsL4nOsbZJluXt7V9deP4jfH4O1vJkdtflPn7n1mxGxsPj8wmxjS0Ed8KqLW1qS4/
6kqN6OpewM5kEXEqNAprxbFwL9Np33/5yAUfk2j/kSlzmJpnd3/mRe78jCtTteGQ++gQJvfxJ2maW28TxqnNLBnDpumV5ndY
B42Pv7HVEJ48lUVlULvfJmNkr7O61r439tmXLCr7aox4t/BgSmWlwyF3ourAJw17k5TPzQw99PzDZ9JeVd1eqBZZzmrWO+tC
j9PAHXm5JrKO2rv4YOfQes6TA3kIai9I9Aq2VzWq+IRjvuKKq9i2Eufk6zuReHJ8zH1w7WBzwbeSTusRFeb+w/R3lTMOL5RZ
+5cAW9fUbdt0Ml1sRWXikTSbNV+JsU8laqwiFK29bcNHr3nOZTogW/UabRNqySpFzuogFNUGmp8XnzrvOqSJbA5sZq/QO2RN
94zMLZviUtKb7sIKSRtXZN0D0qREtuaDS3KcB5oF2+jizE1TqBkPSw3U17h3tuTPGvFnZajztC4FD5ldVRxCsR/rchZ+yxJt
2pdMVTHxbcF7P8UKFZEavFGsji325e2ga8JWF926XW0+WmPvSdMcHLTpta5q0DHYH02KoP9Ew727Zp9136uc/5xxDcVyqU9J
V2vEqgAv+Yqg9clnDJzLGO/rFf1dT1YXJBimlOXcWjypOSV4Xn5V09tcyP3U+r7u1PZWxhI6s2t80CAiaiPh8g+n9iH3RrQF
ojjKsOKm82wBSd2mvhn1s3tY9sC7c/2Z5x/vSNJaeVSyj9SXZ+lDQUe35cMt6ij/2evisrOtVps3ouSrTGmImS6P2pxaOzjX
HkarniSwPsiQqih0hkzgfBWv2Uqh0uD8le+Z3qGDntuDTD9aP6yg2rm5T3xrM9yr/O4nWvyh+uG1pDOtOutvjBl25BjUVnua
qCYoWPpDcb4DTCfHD0Usoeh5564fOyEZFjbCdT/87fRnE8FkLbUf3cJOu/x6T79eszqRcvDaufdNw70CpWW3vzSQn3EtqDKC
H76apZXZ13ksezhlnW4u6lPTtH8T5Cgn462J/PBEZulpCIs++lW0SKsNm03Fbp7oDGUxniTR+9Lc9AVENd1n/jMCe5oXde6i
I3MnVkmt1Y8avrMbz6gtUBB2OzxC/JLFOUexboP8Uo6DtkWB7Wfay5euyo6kZajJMCUvWLpnf3Ge25BLtbEizRtxKNDNdbnz
QibyvvHgUsuK7vL0gL3jldDe4Dair6zpRcLaDXH1flcZ2mvt34Nf1EX27cdE8odQzAle2IcobPox2n0aa3Y3ofe4EDq7CQtr
27ecRn7kM3SsK8hzaIlvYtOI0rMzVA/ppbNn791sV8yNRBxWduuiShQT5CbCizIJ7bexdFrTab1diF/WnruRcTJ6rdQp4+ZO
ZLmpRVRA9Jj8raMH5rhorYgt5ouj07q0xVwd6sPK1l/wUIQp/o3onP1DdP4hOv8QnX+Izj9E5x+i87+R6ASAXiYA0AeAXQCI
hl9H3G+W8ydjqfNzgjUAOAGANADw/SYeO34Tko9+0p50AKAFAIoAIPibK41lAYCjAHAFABoYAeAwAJT/nnkbAM4DwBAAvP/p
BwA2f4+N/HZFoF/3AeAmAGwTiM67cBja/kp9FaShGNoBBfHQDXehFlCQDPdgG0SgBLJgDaZhjQVKoJgShGEO6uAL3KOHKPgO
qsSQAk7QD0YQzAaPQRqOwwt4AvVgAIfhI7hDF8iBK5yANmiH+/AccuAh3IReGIGzMAztUA+9EAnRUA94EIExiAVraASABAJj
GwuLIANFsAyjkApe8A3QkA/H/xc=`;

// src/demo/der-writer.ts
function der(tag, ...parts) {
  const content = parts.flatMap((part) => [...part]);
  return Uint8Array.from([tag, ...lengthOf(content.length), ...content]);
}
function sequence(...parts) {
  return der(48, ...parts);
}
function utf8String(text) {
  return der(12, new TextEncoder().encode(text));
}
function encodeTime(rfc3339) {
  const digits = `${rfc3339.slice(0, 19).replace(/[-:T]/g, "")}Z`;
  const [tag, text] = digits < "2050" ? [23, digits.slice(2)] : [24, digits];
  return der(tag, new TextEncoder().encode(text));
}
function oid(...content) {
  return der(6, content);
}
function lengthOf(sizeBytes) {
  if (sizeBytes < 128) return [sizeBytes];
  return sizeBytes < 256 ? [129, sizeBytes] : [130, sizeBytes >> 8, sizeBytes & 255];
}

// src/demo/simulated-enclave.ts
var REGISTERS = 16;
var ES384 = Uint8Array.from([161, 1, 56, 34]);
var ECDSA_WITH_SHA384 = sequence(oid(42, 134, 72, 206, 61, 4, 3, 3));
var COMMON_NAME = oid(85, 4, 3);
var BASIC_CONSTRAINTS = oid(85, 29, 19);
var KEY_USAGE = oid(85, 29, 15);
var TRUE = der(1, [255]);
var DIGITAL_SIGNATURE = 128;
var KEY_CERT_SIGN = 4;
function simulatedEnclave(now) {
  const [rootKey, leafKey] = [newKey(), newKey()];
  const named = { issuer: "SIMULATED root", issuerKey: rootKey.privateKey, now };
  const rootDer = certificate({
    ...named,
    subject: named.issuer,
    key: rootKey.publicKey,
    isCa: true
  });
  const leafDer = certificate({
    ...named,
    subject: "SIMULATED enclave",
    key: leafKey.publicKey,
    isCa: false
  });
  return {
    root: rootNotOfAws(rootDer),
    attest({ registers, nonce, at }) {
      const payload = encodeCbor(
        /* @__PURE__ */ new Map([
          ["module_id", `i-0123456789abcdef0-enc${at.toString(16).padStart(12, "0")}5111`],
          ["digest", "SHA384"],
          ["timestamp", at],
          ["pcrs", registerMap(registers)],
          ["certificate", leafDer],
          ["cabundle", [rootDer]],
          ["public_key", null],
          ["user_data", null],
          ["nonce", nonce]
        ])
      );
      const signature = createSign("sha384").update(sigStructure({ protectedBytes: ES384, payload })).sign({ key: leafKey.privateKey, dsaEncoding: "ieee-p1363" });
      return encodeCbor([ES384, /* @__PURE__ */ new Map(), payload, new Uint8Array(signature)]);
    }
  };
}
function inDebugMode(registers) {
  return { ...registers, PCR0: ZERO_PCR, PCR1: ZERO_PCR, PCR2: ZERO_PCR };
}
function registerMap(registers) {
  return new Map(
    Array.from({ length: REGISTERS }, (_, i) => [i, decodeHex(registers[`PCR${i}`] ?? ZERO_PCR)])
  );
}
function certificate({ subject, issuer, issuerKey, key, isCa, now }) {
  const tbs = sequence(
    der(160, der(2, [2])),
    der(2, [isCa ? 1 : 2]),
    ECDSA_WITH_SHA384,
    nameOf(issuer),
    sequence(
      encodeTime(formatInstant(now - MINUTE_MS)),
      encodeTime(formatInstant(now + 3 * HOUR_MS))
    ),
    nameOf(subject),
    new Uint8Array(key.export({ type: "spki", format: "der" })),
    der(
      163,
      sequence(
        extension(BASIC_CONSTRAINTS, isCa ? sequence(TRUE) : sequence()),
        extension(KEY_USAGE, der(3, [0, isCa ? KEY_CERT_SIGN : DIGITAL_SIGNATURE]))
      )
    )
  );
  const signature = new Uint8Array(createSign("sha384").update(tbs).sign(issuerKey));
  return sequence(tbs, ECDSA_WITH_SHA384, der(3, [0], signature));
}
function extension(type, value) {
  return sequence(type, TRUE, der(4, value));
}
function nameOf(commonName) {
  return sequence(der(49, sequence(COMMON_NAME, utf8String(commonName))));
}
function newKey() {
  return generateKeyPairSync("ec", { namedCurve: "P-384" });
}

// src/demo/story.ts
var REPORT = "report.html";
var DRIFT_REPORT = "drift.html";
var ROLE = "arn:aws:iam::111122223333:role/signer-instance";
var ADMINISTRATOR = "arn:aws:iam::111122223333:role/kms-admin";
var CONFIGURATION = "pcr-allowlist.yml";
var POLICY = "policy.json";
var NONCE_BYTES = 32;
var FIRST_POLICY = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Administration",
      Effect: "Allow",
      Principal: { AWS: ADMINISTRATOR },
      Action: ["kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy", "kms:ListGrants"],
      Resource: "*"
    }
  ]
};
async function playStory(stage, ports) {
  const { first, second } = demoImages();
  const one = await image("one.eif", first, ports);
  const two = await image("two.eif", second, ports);
  await begin(stage, one);
  await releaseOne(stage, one);
  await releaseTwo(stage, two);
  const root = await enclave(stage, ports, two);
  await editAndMend(stage, two);
  await retireOne(stage, one);
  return root;
}
async function image(file, bytes, ports) {
  await ports.writeBytes(pathInFolder(ports.folder, file), bytes);
  const measured = await measureEif(memorySource(bytes));
  return { file, release: `v${measured.metadata?.imageVersion}`, measured };
}
async function begin(stage, { measured }) {
  stage.chapter(
    "a list is started",
    "image-signing.pem is the certificate that signs the images, policy.json the policy of the key that holds their data."
  );
  const files = stage.listPorts();
  const der2 = measured.signature?.certificate.der ?? new Uint8Array();
  await files.writeText("image-signing.pem", encodePem("CERTIFICATE", der2));
  await files.writeText(POLICY, `${JSON.stringify(FIRST_POLICY, null, 2)}
`);
  await stage.play(
    `init --enclave signer --certificate image-signing.pem --instance-role ${ROLE} --kms-key file:${POLICY} --administrator ${ADMINISTRATOR}`
  );
}
async function releaseOne(stage, { file, release }) {
  stage.chapter(
    "release one",
    "Measured, its manifest signed, added to the list; then the key policy follows the list."
  );
  await stage.play(`publish ${file} --release ${release}`);
}
async function releaseTwo(stage, { file, release, measured }) {
  const files = stage.listPorts();
  const { privateKeyPem, publicKeyPem } = files.generateKeyPair("P-256");
  await files.writeNew("alice.pem", privateKeyPem, "secret");
  await files.writeNew("alice.pub.pem", publicKeyPem, "open");
  const text = await files.readText(CONFIGURATION);
  const approval = "approval: {keys: {trust: [alice.pub.pem], threshold: 1}}";
  await files.writeText(CONFIGURATION, text.replace(/^approval: none.*$/m, approval));
  stage.chapter(
    "release two needs an approval",
    `From here on ${CONFIGURATION} says ${approval}:
what is published waits, and the list is not touched, until Alice signs for exactly this image.`
  );
  await stage.play(`publish ${file} --release ${release}`);
  const approve = `approve ${release} --pcr0 ${measured.measurements.PCR0}`;
  await stage.play(approve, { exitCode: 3, code: "approval-missing" });
  await stage.play(`${approve} --key file:alice.pem`);
  await stage.play(approve);
}
async function enclave(stage, ports, { measured }) {
  const simulated = simulatedEnclave(stage.listPorts().now);
  stage.chapter(
    "a SIMULATED enclave attests",
    `Its document has the PCRs of release two and answers a nonce. SIMULATED, root: ${simulated.root.name}`
  );
  const PCR3 = pcr3OfRole(ROLE, nodeHashing);
  const registers = { ...measured.measurements, PCR3 };
  const good = await attested(stage, ports, simulated, "enclave.cbor", registers);
  const refused = { exitCode: 2, code: "root-not-trusted" };
  await stage.play(good, refused);
  stage.say(
    "Refused, as it must be: AWS made no such root. In process, with the simulated root handed over, it counts:"
  );
  await appraised(stage, ports, simulated, good, { exitCode: 0 });
  const debug = inDebugMode(registers);
  const bad = await attested(stage, ports, simulated, "debug.cbor", debug);
  stage.say(
    "And an enclave in debug mode, whose PCR0, 1 and 2 are zeros, since its host can look into it:"
  );
  await appraised(stage, ports, simulated, bad, { exitCode: 3, code: "debug-mode" });
  return simulated.root.name;
}
async function attested(stage, { folder, writeBytes }, { attest }, file, registers) {
  const { now, randomBytes } = stage.listPorts();
  const nonce = randomBytes(NONCE_BYTES);
  await writeBytes(pathInFolder(folder, file), attest({ registers, nonce, at: now }));
  return `verify --document ${file} --nonce ${encodeHex(nonce)} --config ${CONFIGURATION}`;
}
async function appraised(stage, ports, { root }, line, ending) {
  const request = verifyDocumentRequest(new Options(ports.parse(line.split(" ")).values));
  const outcome = await verifyOneDocument(request, stage.listPorts(), root);
  stage.show("SIMULATED, root: not-aws", { kind: "document", outcome });
  stage.hold(`SIMULATED ${line}`, outcome, ending);
}
async function editAndMend(stage, { measured }) {
  const files = stage.listPorts();
  stage.chapter(
    "somebody edits the key policy",
    "In a hurry: the statement of release two no longer asks for PCR0, and the Deny of other images is gone.\nThe key now opens to every image that the certificate ever signed."
  );
  const policy = await files.readText(POLICY);
  await files.writeText(POLICY, editedPolicy(policy, measured.measurements.PCR0));
  await stage.play(`drift --report ${DRIFT_REPORT}`, { exitCode: 5, code: "drift" });
  await stage.play("reconcile");
}
async function retireOne(stage, { release }) {
  stage.chapter(
    "release one retires",
    "Verifiers accept it until then, and the key policy has the date itself; then drift looks once more."
  );
  await stage.play(`retire ${release} --after 72h`);
  await stage.play(`drift --report ${REPORT}`);
}

// src/demo/demo.ts
async function demo(ports) {
  try {
    const stage = new Stage(ports);
    const { folder, tell, style } = ports;
    const report = pathInFolder(folder, REPORT);
    const driftReport = pathInFolder(folder, DRIFT_REPORT);
    tell(`${style.bold("the story of two releases of an enclave, played here and now")}
  report  ${report}
          what is accepted, since when, and what the key lets in: open it when the story is over
  drift   ${driftReport}
          the same while somebody's edit of the key policy stood
  folder  ${folder}
          kept; cd there for commands of your own: pcr-allowlist is the program that you just ran

The signing keys and the key policy are files, so nothing leaves this machine. The enclave is SIMULATED: its root
is made in memory for this run and never written, and no option of pcr-allowlist can select it.
`);
    const root = await playStory(stage, ports);
    tell(`
${style.bold("that was the story")}
  report  ${report}
`);
    const { steps } = stage;
    return ended("demo", { folder, report, driftReport, simulated: true, root, steps }, []);
  } catch (error) {
    return failed("demo", error);
  }
}

// src/demo/demo-spec.ts
var DEMO = {
  summary: "Play the whole story in a temporary folder: two releases, an approval, a SIMULATED enclave, drift and its cure.",
  options: [],
  examples: ["pcr-allowlist demo"]
};

// src/cli/cli-commands.ts
var CLI_COMMANDS = { ...COMMANDS, demo: DEMO };
function cliCommandSpec(name) {
  return CLI_COMMANDS[name];
}

// src/cli/help.ts
var EXIT_CODES = `Exit codes: 0 done; 1 usage or internal error; 2 format or signature refused; 3 refused by policy;
4 conflict, try again; 5 drift found; 6 could not tell.
`;
function programHelp() {
  const commands = Object.entries(CLI_COMMANDS).map(([name, { summary }]) => entry(name, summary));
  return `Usage: pcr-allowlist COMMAND [options]

Measures AWS Nitro Enclave images (EIF), publishes signed PCR manifests, and keeps the verifier allow-list
and the KMS key policies in step with it.

Commands:
${commands.join("")}
Options:
${entry("-h, --help", "Print this, or the help of a command.")}${entry("-V, --version", "Print the version.")}
${EXIT_CODES}`;
}
function commandHelp(name, { summary, argument, options, examples }) {
  const rows = options.map(
    (option) => entry(
      option.kind === "flag" ? `--${option.name}` : `--${option.name} ${option.value}`,
      option.description
    )
  );
  const place = argument?.optional ? ` [${argument.value}]` : ` ${argument?.value}`;
  const own = argument === void 0 ? "" : `
Arguments:
${entry(argument.value, argument.description)}`;
  return `Usage: pcr-allowlist ${name}${argument === void 0 ? "" : place} [options]

${summary}
${own}
Options:
${rows.join("")}${entry("--json", "Print one JSON object on standard output, whatever happens.")}${entry("-h, --help", "Print this.")}
Examples:
${examples.map((line) => `  ${line}
`).join("")}
${EXIT_CODES}`;
}
var NAME_COLUMNS = 28;
var TEXT_COLUMNS = 80;
function entry(name, text) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line !== "" && line.length + 1 + word.length > TEXT_COLUMNS) lines.push(word);
    else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
  }
  return lines.map((line, i) => `  ${(i === 0 ? name : "").padEnd(NAME_COLUMNS)}${line}
`).join("");
}

// src/cli/parse.ts
function commandOf(argv) {
  const [word] = argv.filter((argument) => !argument.startsWith("-"));
  return word !== void 0 && Object.hasOwn(CLI_COMMANDS, word) ? word : null;
}
function parseCommandLine(argv) {
  const [first, ...rest] = argv;
  if (first === "--version" || first === "-V") return { kind: "text", text: `${VERSION}
` };
  if (first === "--help" || first === "-h") return { kind: "text", text: programHelp() };
  const command = commandOf(argv);
  if (command === null)
    throw usage(
      first === void 0 ? "expected a command" : `unknown command ${JSON.stringify(first)}`
    );
  if (first !== command) throw usage(`expected the command first, found ${JSON.stringify(first)}`);
  const spec = cliCommandSpec(command);
  const { flags, texts, positionals } = parseArguments(rest, spec);
  if (flags.has("help")) return { kind: "text", text: commandHelp(command, spec) };
  return { kind: "command", command, values: valuesOf(spec, flags, texts, positionals) };
}
function parseArguments(args, { options }) {
  const config = Object.fromEntries(
    options.map(({ name, kind }) => [
      name,
      { type: kind === "flag" ? "boolean" : "string", multiple: true }
    ])
  );
  const always = {
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" }
  };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...config, ...always },
      allowPositionals: true
    });
    const given = Object.entries(values);
    return {
      flags: new Set(
        given.filter(([, value]) => value === true || Array.isArray(value) && value[0] === true).map(([name]) => name)
      ),
      texts: new Map(
        given.flatMap(
          ([name, value]) => Array.isArray(value) && typeof value[0] === "string" ? [[name, value]] : []
        )
      ),
      positionals
    };
  } catch (error) {
    const [sentence = ""] = String(error.message).split(". ");
    throw usage(sentence);
  }
}
function valuesOf({ argument, options }, flags, texts, positionals) {
  const [value, ...others] = argument === void 0 ? [void 0, ...positionals] : positionals;
  const [extra] = others;
  if (extra !== void 0) throw usage(`unexpected argument ${JSON.stringify(extra)}`);
  if (argument !== void 0 && (value === "" || value === void 0 && !argument.optional)) {
    throw usage(`expected ${argument.value}: ${argument.description}`);
  }
  return {
    ...argument === void 0 ? {} : { [argument.name]: value },
    json: flags.has("json"),
    ...Object.fromEntries(
      options.map((option) => [option.name, optionValue(option, flags, texts)])
    )
  };
}
function optionValue({ name, kind }, flags, texts) {
  if (kind === "flag") return flags.has(name);
  const given = texts.get(name) ?? [];
  if (given.includes("")) throw usage(`--${name} must not be empty`);
  if (kind === "list") return given;
  if (given.length > 1) throw usage(`--${name} was given twice`);
  return given[0];
}
function usage(message) {
  return new UsageError(message, {
    hint: "Run pcr-allowlist --help, or pcr-allowlist COMMAND --help, for what there is."
  });
}

// src/cli/run-demo.ts
async function runDemo(json, terminal) {
  try {
    const outcome = await demo({
      folder: makeTemporaryFolder("pcr-allowlist-demo-"),
      listPorts,
      parse: parseListCommand,
      writeBytes: writeBinaryFile,
      async run(command, values, ports) {
        const deliver = await openDelivery(command, values, ports);
        return deliver(await runListCommand(command, values, ports));
      },
      tell: (text) => {
        if (!json) terminal.out(text);
      },
      style: terminalStyle(!json && terminal.outColours())
    });
    if (json) terminal.out(renderOutcomeJson(outcome, (result) => result));
    else printProblems(outcome, terminal);
    return outcome.exitCode;
  } catch (error) {
    const outcome = failed("demo", error);
    printFailure(outcome, json, terminal);
    return outcome.exitCode;
  }
}
function parseListCommand(words) {
  const invocation = parseCommandLine(words);
  if (invocation.kind === "command") {
    const { command, values } = invocation;
    if (command !== "measure" && command !== "demo") return { command, values };
  }
  throw new Error(`not a command of the story: ${words.join(" ")}`);
}
export {
  runDemo
};
