import type { Span } from '../../../text/source-file.ts';
import type { Node } from '../../node.ts';
import { isNoValue } from '../../routes/branches.ts';

/** A reason for which SAM refuses a template, and where it stands. */
export interface Refusal {
  readonly span: Span;
  readonly why: string;
}

const isNull = (node: Node): boolean => node.kind === 'scalar' && node.value === null;

/** Whether SAM sees nothing in a property. */
export const isAbsent = (node: Node | undefined): boolean => node === undefined || isNull(node) || isNoValue(node);
