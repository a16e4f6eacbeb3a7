import type { Span } from '../../text/source-file.ts';
import { type Node, scalar } from '../node.ts';
import paths from './data/managed-policies.json' with { type: 'json' };
import { sub } from './make.ts';

/** The path at which a policy of AWS's stands, where it is not the root. */
const PATHS: ReadonlyMap<string, string> = new Map(
  Object.entries(paths).flatMap(([path, names]) => names.map((name) => [name, path] as const)),
);

/** The ARN of a policy that a template calls by its ARN or, if it is AWS's, by its name. */
export const managedPolicyArn = (name: string, span: Span): Node =>
  name.startsWith('arn:') ? scalar(name, span) : sub(`arn:<AWS::Partition>:iam::aws:policy/${PATHS.get(name) ?? ''}${name}`, span);
