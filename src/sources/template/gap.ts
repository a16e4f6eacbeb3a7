import type { Gap } from '../../model/inventory.ts';
import { positionOf } from '../text/lines.ts';
import type { Span } from '../text/source-file.ts';
import type { ReadTemplate } from './format.ts';
import type { ExpansionGap } from './template.ts';

/** A gap at a place of a file. */
export const gapAt = ({ source, start }: Span, reason: string, message: string, types?: readonly string[], resource?: string): Gap => ({
  source: 'template',
  scope: { file: source.file, ...positionOf(source, start), ...(resource === undefined ? {} : { resource }) },
  reason,
  message,
  ...(types === undefined ? {} : { types }),
});

export const expansionGap = ({ span, reason, message, types, resource }: ExpansionGap): Gap =>
  gapAt(span, reason, message, types, resource);

/** Gaps of a template: those in files that it names leave a hole in it, not there. */
export const gapsOf = ({ gaps, sources: [own] }: ReadTemplate): readonly Gap[] =>
  gaps.map((gap) => (own === undefined || gap.scope.file === own.file ? gap : { ...gap, scope: { ...gap.scope, template: own.file } }));
