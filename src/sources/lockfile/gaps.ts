import type { Gap } from '../../model/inventory.ts';
import { positionOf } from '../text/lines.ts';
import type { SourceFile } from '../text/source-file.ts';

/** Says that something at an offset of a lockfile was not read: packages are missing because of it. */
export const lockfileGap = (source: SourceFile, offset: number, reason: string, message: string): Gap => ({
  source: 'lockfile',
  scope: { file: source.file, ...positionOf(source, offset) },
  reason,
  message,
  types: ['package'],
});

/** Says that something at an offset of a manifest was not read: it hides a line, and no package. */
export const manifestGap = (source: SourceFile, offset: number, reason: string, message: string): Gap => ({
  source: 'lockfile',
  scope: { file: source.file, ...positionOf(source, offset) },
  reason,
  message,
});
