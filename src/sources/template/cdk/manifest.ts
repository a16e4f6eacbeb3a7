import type { Gap } from '../../../model/inventory.ts';
import { positionOf } from '../../text/lines.ts';
import type { SourceFile } from '../../text/source-file.ts';
import type { Format } from '../format.ts';
import { gapAt } from '../gap.ts';
import { assemblyOf, isManifest, MANIFEST, type Named } from './assembly.ts';

const STACK = 'aws:cloudformation:stack';

const isNamed = (file: string): boolean => file === MANIFEST || file.endsWith(`/${MANIFEST}`);

const missing = (source: SourceFile, { path, span }: Named, what: string): Gap => ({
  source: 'template',
  scope: { file: source.file, ...positionOf(source, span.start) },
  reason: 'stale',
  message: `${what} ${path} is not there: synthesize the application again (npx cdk synth)`,
});

/** The manifest of a CDK assembly: whether everything that it names is there. The templates are read as the files that they are. */
export const cdkManifest: Format = {
  mayBe: (file, text) => isNamed(file) && text.includes('"artifacts"'),
  means: (file, text) => isNamed(file) && (/(?:^|\/)cdk\.out\//.test(file) || text.includes(STACK)),
  is: (root, file) => isNamed(file) && isManifest(root),
  read: ({ source, root }, { files }) => {
    const { stacks, stages, missing: lookups } = assemblyOf(source, root);
    const gaps = [
      ...stacks
        .filter(({ template }) => !files.has(source, template.path))
        .map(({ template }) => missing(source, template, 'The template')),
      ...stages.filter(({ path }) => !files.has(source, `${path}/${MANIFEST}`)).map((stage) => missing(source, stage, 'The stage')),
      ...lookups.map(({ path, span }) =>
        gapAt(span, 'not-looked-up', `What hangs on ${path} is made up: it was not looked up when the application was synthesized`),
      ),
    ];
    return { sources: [source], resources: [], gaps, ignores: [], places: new Map(), hidden: () => new Set(), parameters: [] };
  },
};
