import type { Span } from '../text/source-file.ts';
import { intrinsicOf, list, map, type Node, scalar, textOf } from './node.ts';

/** The intrinsic that stands for a variable of the Serverless Framework whose value only a deployment knows, or for text around such. */
export const VARIABLE = 'Fn::Variable';

/** A value that is not known, as the user wrote it: `${env:NAME}`; with `parts` a text that is composed of known and unknown ones. */
export const unknownVariable = (text: string, span: Span, parts?: readonly Node[]): Node =>
  map({ [VARIABLE]: parts === undefined ? scalar(text, span) : list([scalar(text, span), ...parts], span) }, span);

/** The text of a variable, of the argument of its intrinsic. */
export const variableText = (argument: Node): string | undefined => textOf(argument.kind === 'list' ? argument.items[0] : argument);

/** The text of a value that is not known. */
export const unknownText = (node: Node | undefined): string | undefined => {
  const call = intrinsicOf(node);
  return call?.name === VARIABLE ? variableText(call.argument) : undefined;
};
