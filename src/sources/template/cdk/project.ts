import { positionOf } from '../../text/lines.ts';
import type { Format } from '../format.ts';
import { member, textOf } from '../node.ts';

const isNamed = (file: string): boolean => /(?:^|\/)cdk\.json$/.test(file);

/**
 * A CDK project, which deploys what it synthesizes: without an assembly there is nothing to read.
 * https://docs.aws.amazon.com/cdk/v2/guide/cli.html#cli-config
 */
export const cdkProject: Format = {
  mayBe: isNamed,
  means: () => false,
  is: (root, file) => isNamed(file) && textOf(member(root, 'app')) !== undefined,
  read: ({ source, root }, { files }) => {
    const output = textOf(member(root, 'output')) ?? 'cdk.out';
    const message = `The CDK application of ${source.file} is not read: it has no ${output}, which \`npx cdk synth\` makes`;
    const gap = { source: 'template', scope: { file: source.file, ...positionOf(source, 0) }, reason: 'not-synthesized', message } as const;
    const gaps = files.has(source, output) ? [] : [gap];
    return { sources: [source], resources: [], gaps, ignores: [], places: new Map(), hidden: () => new Set(), parameters: [] };
  },
};
