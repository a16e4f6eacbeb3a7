/** A JSON object, or what another format has in its place. */
export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of an object: own members only, as names are given by others. */
export const memberIn = (members: Members, key: string): unknown => (Object.hasOwn(members, key) ? members[key] : undefined);

/** A member of an object as text. */
export const textIn = (members: Members, key: string): string | undefined => {
  const value = memberIn(members, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Whether a member of an object is `true`. */
export const flag = (members: Members, key: string): boolean => memberIn(members, key) === true;

/** A member of an object that is an object itself, else an empty one. */
export const membersIn = (members: Members, key: string): Members => {
  const value = memberIn(members, key);
  return isMembers(value) ? value : {};
};
