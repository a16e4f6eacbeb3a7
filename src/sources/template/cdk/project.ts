import { dirname, isAbsolute, posix, relative, sep } from 'node:path';
import { positionOf } from '../../text/lines.ts';
import type { SourceFile } from '../../text/source-file.ts';
import { realOf } from '../../tree.ts';
import type { Format, ReadContext } from '../format.ts';
import { member, type Node, textOf } from '../node.ts';
import { MANIFEST } from './assembly.ts';

const isNamed = (file: string): boolean => /(?:^|\/)cdk\.json$/.test(file);

/** A folder by its path from the project's own, however the project names it. */
const besideIt = (source: SourceFile, folder: string, files: ReadContext['files']): string =>
  isAbsolute(folder)
    ? relative(dirname(files.keyOf(source)), realOf(folder) ?? folder)
        .split(sep)
        .join('/') || '.'
    : folder;

/** Why the assembly of a project is not among what is read, if it is not. An `app` that is a folder is an assembly already. */
const unread = (source: SourceFile, root: Node, { files, isFound }: ReadContext): string | undefined => {
  const app = textOf(member(root, 'app'));
  const made = app !== undefined && files.has(source, `${app}/${MANIFEST}`) ? app : undefined;
  const output = besideIt(source, made ?? textOf(member(root, 'output')) ?? 'cdk.out', files);
  const manifest = posix.join(posix.dirname(source.file), output, MANIFEST);
  if (!files.has(source, output)) return `it has no ${output}, which \`npx cdk synth\` makes`;
  if (!files.has(source, `${output}/${MANIFEST}`)) return `${output} holds no ${MANIFEST}, which \`npx cdk synth\` makes`;
  return isFound === undefined || isFound(manifest) ? undefined : `${output} is not searched: name it as well`;
};

/**
 * A CDK project, which deploys what it synthesizes: without an assembly there is nothing to read.
 * https://docs.aws.amazon.com/cdk/v2/guide/cli.html#cli-config
 */
export const cdkProject: Format = {
  mayBe: isNamed,
  means: (file, text) => isNamed(file) && text.includes('"app"'),
  is: (root, file) => isNamed(file) && textOf(member(root, 'app')) !== undefined,
  read: ({ source, root }, context) => {
    const why = unread(source, root, context);
    const message = `The CDK application of ${source.file} is not read: ${why}`;
    const gap = { source: 'template', scope: { file: source.file, ...positionOf(source, 0) }, reason: 'not-synthesized', message } as const;
    const gaps = why === undefined ? [] : [gap];
    return { sources: [source], resources: [], gaps, ignores: [], places: new Map(), hidden: () => new Set(), parameters: [] };
  },
};
