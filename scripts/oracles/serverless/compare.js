// The same findings for a service as for the template that the Serverless Framework itself packages of it, with every check.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from '../../load.js';
import { inFolder, installServerless } from '../tools.js';

const services = fileURLToPath(new URL('services', import.meta.url));
const SHOWN = 20;

// It packages without a network: the credentials are never used.
const OFFLINE = {
  SLS_TELEMETRY_DISABLED: '1',
  SLS_TRACKING_DISABLED: '1',
  SLS_NOTIFICATIONS_MODE: 'off',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'example',
  CI: '1',
};

/** The folder of a service with code to package, and its template. */
const packaged = async (name, work) => {
  const folder = join(work, name.replace(/\.yml$/, ''));
  await mkdir(join(folder, 'layer'), { recursive: true });
  await cp(join(services, name), join(folder, 'serverless.yml'));
  await writeFile(join(folder, 'index.js'), 'exports.handler = () => {};\n');
  await writeFile(join(folder, 'layer', 'tool.txt'), 'a tool\n');
  const { status, stdout } = spawnSync(process.execPath, [installServerless(), 'package'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: work, ...OFFLINE },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`serverless does not package ${name}: ${stdout.slice(0, 1000)}`);
  const template = join(folder, '.serverless', 'cloudformation-template-update-stack.json');
  return { service: join(folder, 'serverless.yml'), template, text: await readFile(template, 'utf8') };
};

const idsOf = (text) => {
  const { Resources } = JSON.parse(text);
  // The ids of versions and deployments end with a hash that each packaging makes anew.
  return new Set(Object.keys(Resources).map((id) => id.replace(/(LambdaVersion|Deployment).+$/, '$1')));
};

// A version, a deployment and the stage that it makes are named after what they are made of, or when.
const stable = (id) => id.replace(/^(ApiGatewayDeployment|WebsocketsDeployment)(?!Stage)[^ ]*/, '$1').replace(/(LambdaVersion).+$/, '$1');

/**
 * What a service is known to have, in comments: `# gap: beginning of the message`, and where the packaged template says less than the
 * deployment does, `# differs: beginning of a difference`.
 */
const expected = (text, kind) => [...text.matchAll(new RegExp(`# ${kind}: (.+)$`, 'gm'))].map(([, words]) => words);

/** The figures, and whether every service gives the same. */
export const compareServices = async () => {
  const { conclude, differences } = await load('scripts/oracles/conclusions.js');
  const result = { services: 0, same: 0, verdicts: 0, ids: 0, lines: [] };
  await inFolder(async (work) => {
    for (const name of (await readdir(services)).sort()) {
      const { service, template, text } = await packaged(name, work);
      const ours = conclude(service, 'serverless.yml', stable);
      const theirs = conclude(template, 'template.json', stable);
      const written = await readFile(service, 'utf8');
      const known = [...expected(written, 'gap').map((part) => `gap: ${part}`), ...expected(written, 'differs')];
      const different = [...differences(ours.verdicts, theirs.verdicts), ...ours.gaps.map((gap) => `gap: ${gap}`)];
      const packagedIds = idsOf(text);
      const ids = [...ours.ids].map((id) => id.replace(/(LambdaVersion|Deployment).+$/, '$1'));
      const missing = [...packagedIds].filter((id) => !ids.includes(id) && !/LambdaVersion$/.test(id));
      const lines = [
        ...different.filter((each) => !known.some((part) => each.startsWith(part))),
        ...known.filter((part) => !different.some((each) => each.startsWith(part))).map((part) => `not so: ${part}`),
        ...missing.map((id) => `- resource ${id}`),
        ...ours.failures,
      ];
      result.services += 1;
      result.verdicts += theirs.verdicts.size;
      result.ids += packagedIds.size;
      if (lines.length === 0) result.same += 1;
      else result.lines.push(name, ...lines.slice(0, SHOWN).map((line) => `  ${line}`));
    }
  });
  return {
    holds: result.same === result.services,
    lines: [
      `${result.same} of ${result.services} services with the same verdicts and resources: ${result.verdicts} verdicts, ${result.ids} resources`,
      ...result.lines,
    ],
  };
};
