// Makes fixtures/apps/orders-cdk/cdk.out anew: `node scripts/oracles/cdk/fixture.js`. Of what the CDK writes it keeps what a deployment
// needs: no assets, no tree, no reports, of stack traces only the lines of the application, from its folder on.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inFolder } from '../tools.js';
import { synthesize } from './synthesize.js';

const project = fileURLToPath(new URL('../../../fixtures/apps/orders-cdk', import.meta.url));

const read = async (file) => JSON.parse(await readFile(file, 'utf8'));

const manifestOf = ({ version, artifacts }) => ({
  version,
  artifacts: Object.fromEntries(
    Object.entries(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(
        ([
          id,
          {
            type,
            environment,
            properties: { templateFile },
            additionalMetadataFile,
            displayName,
          },
        ]) => [id, { type, environment, properties: { templateFile }, additionalMetadataFile, displayName }],
      ),
  ),
});

const framesOf = (frames) => frames.filter((frame) => frame.includes(`${project}/`)).map((frame) => frame.replace(`${project}/`, ''));

const metadataOf = (metadata) =>
  Object.fromEntries(
    Object.entries(metadata)
      .filter(([, entries]) => entries.some(({ type }) => type === 'aws:cdk:logicalId'))
      .map(([path, entries]) => [
        path,
        entries
          .filter(({ type }) => type === 'aws:cdk:logicalId' || type === 'aws:cdk:creationStack')
          .map((entry) => (Array.isArray(entry.data) ? { ...entry, data: framesOf(entry.data) } : entry)),
      ]),
  );

await inFolder(async (folder) => {
  await synthesize(join(project, 'bin/orders.ts'), project, folder);
  const made = {
    'manifest.json': manifestOf(await read(join(folder, 'manifest.json'))),
    'Orders.metadata.json': metadataOf(await read(join(folder, 'Orders.metadata.json'))),
    'Orders.template.json': await read(join(folder, 'Orders.template.json')),
  };
  const out = join(project, 'cdk.out');
  await rm(out, { recursive: true, force: true });
  await mkdir(out);
  for (const [name, content] of Object.entries(made)) await writeFile(join(out, name), `${JSON.stringify(content, null, 1)}\n`);
});
