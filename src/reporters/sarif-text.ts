import type { Message } from 'sarif';
import { clip } from './escape.ts';

/** Longer texts are cut. */
export const TEXT = 2_000;

/** Text that ends as a sentence does. */
export const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

/** Plain text of a message. SARIF reads `[text](target)` in it as a link, so what is audited must not spell one. */
export const messageOf = (text: string): Message => ({ text: clip(text, TEXT).replaceAll('](', '] (') });
