/** What a lockfile in YAML says, and where. Offsets are UTF-16; ends are exclusive. */
export type YamlValue = YamlText | YamlMap | YamlList;

/** Far more values than the lockfile of any project has. */
export const MAX_VALUES = 4_000_000;

/** A scalar. Its type does not matter to lockfiles: a version `1.0` is the text `1.0`. */
export interface YamlText {
  readonly kind: 'text';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A member of a map, and where its key stands, quotes included. */
export interface YamlMember {
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlValue;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly members: ReadonlyMap<string, YamlMember>;
  readonly start: number;
}

export interface YamlList {
  readonly kind: 'list';
  readonly items: readonly YamlValue[];
  readonly start: number;
}

const NOTHING: ReadonlyMap<string, YamlMember> = new Map();

/** The members of a map; none of anything else. */
export const membersOf = (value: YamlValue | undefined): ReadonlyMap<string, YamlMember> =>
  value?.kind === 'map' ? value.members : NOTHING;

/** The members of a member that is a map. */
export const mapIn = (value: YamlValue | undefined, key: string): ReadonlyMap<string, YamlMember> => membersOf(memberOf(value, key));

/** A member of a map. */
export const memberOf = (value: YamlValue | undefined, key: string): YamlValue | undefined => membersOf(value).get(key)?.value;

/** The text of a scalar; `undefined` of an empty one and of anything else. */
export const textOf = (value: YamlValue | undefined): string | undefined =>
  value?.kind === 'text' && value.text !== '' ? value.text : undefined;

/** A member of a map as text. */
export const textAt = (value: YamlValue | undefined, key: string): string | undefined => textOf(memberOf(value, key));

/** The texts in a list. */
export const textsIn = (value: YamlValue | undefined): readonly string[] =>
  value?.kind === 'list' ? value.items.flatMap((item) => textOf(item) ?? []) : [];
