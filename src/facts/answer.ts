import { isParsable } from './registry/shape.ts';

/** An object of a service's answer. */
export type Members = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object that a service answered with; `undefined` for what is none, or is built to keep the parser busy. */
export const objectIn = (text: string): Members | undefined => {
  if (!isParsable(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

/** A member of what may be an object. */
export const memberOf = (value: unknown, key: string): unknown => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);

export const textIn = (members: Members, key: string): string | undefined => {
  const value = Object.hasOwn(members, key) ? members[key] : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** Does some work for each item, so many at a time. */
export const inParallel = async <T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> => {
  const queue = [...items];
  const next = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(most, queue.length) }, next));
};
