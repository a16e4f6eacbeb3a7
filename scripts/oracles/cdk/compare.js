// What parapet finds in an assembly that the CDK made, against what the application itself says.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../../load.js';
import { inFolder } from '../tools.js';
import { synthesize } from './synthesize.js';

const input = fileURLToPath(new URL('shop.js', import.meta.url));

/** The checks that the list below is about: of what else there is to say of an application it says nothing. */
const COVERED = new Set([
  'api-route-no-auth',
  'key-rotation-off',
  'lambda-deprecated-runtime',
  'lambda-url-no-auth',
  'queue-public',
  'queue-unencrypted',
  'secret-in-environment',
  'topic-public',
]);

/** Written by hand from shop.js: the construct, the check, and words of the line that is to blame. */
const EXPECTED = [
  ['Shop/Front/FunctionUrl', 'lambda-url-no-auth', 'addFunctionUrl({ authType: FunctionUrlAuthType.NONE })'],
  ['Shop/Rest/Default/orders/GET', 'api-route-no-auth', "orders.addMethod('GET'"],
  ['Shop/Http/GET--open', 'api-route-no-auth', "path: '/open'"],
  ['Shop/Letters/Open', 'queue-unencrypted', "new Queue(this, 'Open'"],
  ['Shop/Letters/Sender', 'lambda-deprecated-runtime', "handler(this, 'Sender'"],
  ['Shop/Letters/Sender', 'secret-in-environment', "handler(this, 'Sender'"],
  ['Prod/Data/Still', 'key-rotation-off', "new Key(this, 'Still')"],
  ['Prod/Data/Topic', 'topic-public', 'topic.addToResourcePolicy('],
];

/** The findings of an assembly beside the code that it was made of: construct, check, the text of the line. */
const found = async (folder) => {
  const [{ collect }, { audit }, { checks }, { defaultConfig }] = await Promise.all(
    ['src/sources/collect.ts', 'src/run.ts', 'src/checks/index.ts', 'src/config.ts'].map(load),
  );
  const { report } = audit(await collect(['.'], { cwd: folder }), {
    ...{ today: '2026-11-22', version: '0', checks, catalogue: checks, config: defaultConfig, ignores: true },
    ...{ persona: 'auditor', minSeverity: 'low', minConfidence: 'low', started: new Date() },
  });
  return { report, findings: report.findings.filter(({ check }) => COVERED.has(check)) };
};

const constructOf = ({ subject: { construct, id } }) => construct?.replace(/\/Resource$/, '') ?? id;

/** Compares, and says in lines what differs. */
export const compareAssemblies = () =>
  inFolder(async (folder) => {
    await synthesize(input, dirname(input), join(folder, 'cdk.out'));
    const text = await readFile(input, 'utf8');
    await writeFile(join(folder, 'shop.js'), text);
    const { report, findings } = await found(folder);
    const lines = text.split('\n');
    const key = (finding) => `${constructOf(finding)} ${finding.check}`;
    const expected = new Set(EXPECTED.map(([construct, check]) => `${construct} ${check}`));
    const missing = [...expected].filter((each) => !findings.some((finding) => key(finding) === each));
    const extra = findings.map(key).filter((each) => !expected.has(each));
    const elsewhere = EXPECTED.flatMap(([construct, check, words]) => {
      const at = findings.find((finding) => key(finding) === `${construct} ${check}`)?.location;
      if (at === undefined || (at?.file === 'shop.js' && lines[at.startLine - 1]?.includes(words))) return [];
      return [`${construct} ${check} is located at ${at?.file}:${at?.startLine}`];
    });
    const gaps = report.gaps.map(({ message }) => message);
    return {
      holds: [missing, extra, elsewhere, gaps].every(({ length }) => length === 0),
      lines: [
        `${expected.size - missing.length} of ${expected.size} findings, ${expected.size - missing.length - elsewhere.length} at their line of the application`,
        ...missing.map((each) => `not found: ${each}`),
        ...extra.map((each) => `not expected: ${each}`),
        ...elsewhere,
        ...gaps.map((each) => `gap: ${each}`),
      ],
    };
  });
