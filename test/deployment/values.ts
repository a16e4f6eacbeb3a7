import type { RawResource } from '../../src/model/inventory.ts';
import { isRedacted } from '../../src/model/value.ts';

export type Properties = RawResource['properties'];
export type Members = Readonly<Record<string, unknown>>;

/** Where everything is deployed. */
export const PLACE = { account: '111122223333', region: 'eu-west-1', partition: 'aws' };

/** A template may write `"true"`, a service answers `true`. */
export const flag = (value: unknown): boolean | undefined => (value === undefined ? undefined : String(value).toLowerCase() === 'true');
/** A template may write a number as a text. */
export const numeral = (value: unknown): unknown => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value);
/** The elements of a list, if it is one. */
export const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** What was hidden in the template cannot be answered with: it stays as it is. */
export const holdsHidden = (given: unknown): boolean => Object.values((given ?? {}) as Members).some(isRedacted);
