import type { Review } from '../../comparison/review.ts';
import { toJson } from '../escape.ts';
import { markdown } from './markdown.ts';
import { terminal } from './terminal.ts';

/** The formats of a review of changes, by the names that `--format` takes. */
export const reviews = { terminal, markdown, json: toJson } as const satisfies Readonly<
  Record<string, (review: Review, options: { readonly color: boolean; readonly width: number }) => string>
>;

/** The name of such a format. */
export type ReviewFormat = keyof typeof reviews;
