import { UserError } from '../../errors.ts';
import type { Gap, Input, Inventory, Origin, RawResource } from '../../model/inventory.ts';
import type { Ecosystem, Package, Requirement } from '../../model/package.ts';
import type { Condition, Json } from '../../model/value.ts';

/** Deeper than any document that a service accepts; a guard against input that exhausts the stack. */
const MAX_DEPTH = 200;

const SOURCES = ['template', 'lockfile', 'repository', 'live'] as const;
const ECOSYSTEMS: readonly Ecosystem[] = ['npm', 'PyPI', 'crates.io', 'Go', 'Maven', 'RubyGems', 'NuGet', 'Packagist'];
const PACKAGE_SOURCES = ['registry', 'git', 'url', 'file', 'workspace', 'link'] as const;

type Members = Readonly<Record<string, unknown>>;

/** Reads values of declared types out of untrusted JSON; `null` is the same as absent. Every refusal names the file and the place. */
const readerOf = (file: string) => {
  const refuse = (place: string, expected: string): never => {
    throw new UserError(`${file} is no inventory: ${place} is not ${expected}`, {
      hint: 'parapet inventory writes what parapet check reads.',
    });
  };
  const object = (value: unknown, place: string): Members =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : refuse(place, 'an object');
  const list = <T>(value: unknown, place: string, item: (value: unknown, place: string) => T): readonly T[] => {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) return refuse(place, 'a list');
    return value.map((element, index) => item(element, `${place}[${index}]`));
  };
  const text = (value: unknown, place: string): string => (typeof value === 'string' ? value : refuse(place, 'a text'));
  const number = (value: unknown, place: string): number => (typeof value === 'number' ? value : refuse(place, 'a number'));
  const boolean = (value: unknown, place: string): boolean => (typeof value === 'boolean' ? value : refuse(place, 'true or false'));
  const oneOf =
    <T extends string>(allowed: readonly T[]) =>
    (value: unknown, place: string): T =>
      allowed.find((each) => each === value) ?? refuse(place, `one of ${allowed.join(', ')}`);
  /** Members that are there, each read by its reader. */
  const optional = <T>(
    members: Members,
    place: string,
    readers: { readonly [K in keyof T]: (value: unknown, place: string) => T[K] },
  ): Partial<T> => {
    const read: Partial<T> = {};
    for (const key of Object.keys(readers) as (keyof T & string)[]) {
      const value = Object.hasOwn(members, key) ? members[key] : undefined;
      if (value !== undefined && value !== null) read[key] = readers[key](value, `${place}.${key}`);
    }
    return read;
  };
  return { refuse, object, list, text, number, boolean, oneOf, optional };
};

type Reader = ReturnType<typeof readerOf>;

/** Refuses what the engine could not walk: markers of a wrong shape, and depth without end. */
const checkValue = (reader: Reader, value: unknown, place: string, depth = 0): unknown => {
  if (depth > MAX_DEPTH) return reader.refuse(place, `nested less than ${MAX_DEPTH} deep`);
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkValue(reader, item, `${place}[${index}]`, depth + 1);
    return value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Members;
  const has = (key: string) => Object.hasOwn(members, key);
  if (has('$unknown')) reader.text(reader.object(members.$unknown, `${place}.$unknown`).kind, `${place}.$unknown.kind`);
  else if (has('$redacted')) reader.text(reader.object(members.$redacted, `${place}.$redacted`).kind, `${place}.$redacted.kind`);
  else if (has('$if')) {
    const branches = reader.object(members.$if, `${place}.$if`);
    checkCondition(reader, branches.condition, `${place}.$if.condition`, depth + 1);
    checkValue(reader, branches.then, `${place}.$if.then`, depth + 1);
    checkValue(reader, branches.else, `${place}.$if.else`, depth + 1);
  } else if (has('$parameter')) {
    const parameter = reader.object(members.$parameter, `${place}.$parameter`);
    reader.text(parameter.name, `${place}.$parameter.name`);
    reader.list(parameter.options ?? reader.refuse(`${place}.$parameter.options`, 'a list'), `${place}.$parameter.options`, reader.text);
  } else if (has('$text')) {
    const composed = reader.object(members.$text, `${place}.$text`);
    reader.text(composed.expression, `${place}.$text.expression`);
    reader.list(composed.parts, `${place}.$text.parts`, (part, at) => checkValue(reader, part, at, depth + 1));
  } else for (const [key, member] of Object.entries(members)) checkValue(reader, member, `${place}.${key}`, depth + 1);
  return value;
};

const checkCondition = (reader: Reader, value: unknown, place: string, depth = 0): Condition => {
  if (depth > MAX_DEPTH) return reader.refuse(place, `nested less than ${MAX_DEPTH} deep`);
  const condition = reader.object(value, place);
  const nested = (key: string) => reader.list(condition[key], `${place}.${key}`, (each, at) => checkCondition(reader, each, at, depth + 1));
  if (Object.hasOwn(condition, 'equals')) {
    if (reader.list(condition.equals, `${place}.equals`, (side, at) => checkValue(reader, side, at, depth + 1)).length !== 2)
      reader.refuse(`${place}.equals`, 'a pair');
    reader.text(condition.expression, `${place}.expression`);
  } else if (Object.hasOwn(condition, 'not')) checkCondition(reader, condition.not, `${place}.not`, depth + 1);
  else if (Object.hasOwn(condition, 'all')) nested('all');
  else if (Object.hasOwn(condition, 'any')) nested('any');
  else if (Object.hasOwn(condition, 'named')) {
    reader.text(condition.named, `${place}.named`);
    checkCondition(reader, condition.is, `${place}.is`, depth + 1);
  } else if (Object.hasOwn(condition, 'undecided')) reader.text(condition.undecided, `${place}.undecided`);
  else reader.refuse(place, 'a condition');
  return condition as unknown as Condition;
};

/**
 * An inventory out of parsed JSON: what the contract declares, each part of its type; unknown keys are left out.
 * Throws a `UserError` that names the place of the first part that is of another type.
 */
export const validateInventory = (json: Json, file: string): Inventory => {
  const reader = readerOf(file);
  const { object, list, text, number, boolean, oneOf, optional } = reader;
  const root = object(json, 'the document');
  if (root.version !== 1) reader.refuse('version', '1');

  const origin = (value: unknown, place: string): Origin =>
    value === undefined || value === null
      ? {}
      : optional<Required<Origin>>(object(value, place), place, {
          source: oneOf(SOURCES),
          file: text,
          line: number,
          column: number,
          template: text,
          repository: text,
          context: boolean,
          account: text,
          region: text,
        });
  const values = (value: unknown, place: string) => checkValue(reader, object(value ?? {}, place), place) as Members;
  const resource = (value: unknown, place: string): RawResource => {
    const members = object(value, place);
    return {
      type: text(members.type, `${place}.type`),
      id: text(members.id, `${place}.id`),
      properties: values(members.properties, `${place}.properties`),
      origin: origin(members.origin, `${place}.origin`),
      ...optional<Required<Pick<RawResource, 'arn' | 'madeBy' | 'attributes' | 'metadata' | 'condition' | 'rules'>>>(members, place, {
        arn: text,
        madeBy: text,
        attributes: values,
        metadata: values,
        condition: (condition, at) => checkCondition(reader, condition, at),
        rules: (rules, at) => reader.list(rules, at, (each, place) => checkCondition(reader, each, place)),
      }),
    };
  };
  const requirement = (value: unknown, place: string): Requirement => {
    const members = object(value, place);
    return { by: text(members.by, `${place}.by`), ...optional<Required<Pick<Requirement, 'range'>>>(members, place, { range: text }) };
  };
  const packageOf = (value: unknown, place: string): Package => {
    const members = object(value, place);
    return {
      ecosystem: oneOf(ECOSYSTEMS)(members.ecosystem, `${place}.ecosystem`),
      name: text(members.name, `${place}.name`),
      purl: text(members.purl, `${place}.purl`),
      source: oneOf(PACKAGE_SOURCES)(members.source, `${place}.source`),
      origin: origin(members.origin, `${place}.origin`),
      ...optional<Required<Omit<Package, 'ecosystem' | 'name' | 'purl' | 'source' | 'origin'>>>(members, place, {
        version: text,
        integrity: text,
        otherIntegrity: (each, at) => list(each, at, text),
        resolved: text,
        dev: boolean,
        optional: boolean,
        direct: boolean,
        dependencies: (each, at) => list(each, at, text),
        paths: (each, at) => list(each, at, (path, where) => list(path, where, text)),
        requiredBy: (each, at) => list(each, at, origin),
        requirements: (each, at) => list(each, at, requirement),
        installScript: boolean,
        deprecated: text,
        license: text,
        bundled: boolean,
        unhashed: boolean,
      }),
    };
  };
  const gap = (value: unknown, place: string): Gap => {
    const members = object(value, place);
    const scope = `${place}.scope`;
    return {
      source: oneOf([...SOURCES, 'facts'] as const)(members.source, `${place}.source`),
      scope: optional<Required<Gap['scope']>>(object(members.scope ?? {}, scope), scope, {
        file: text,
        line: number,
        column: number,
        template: text,
        repository: text,
        account: text,
        region: text,
        service: text,
        resource: text,
      }),
      reason: text(members.reason, `${place}.reason`),
      ...optional<Required<Pick<Gap, 'action' | 'message' | 'types'>>>(members, place, {
        action: text,
        message: text,
        types: (each, at) => list(each, at, text),
      }),
    };
  };
  const input = (value: unknown, place: string): Input => {
    const members = object(value, place);
    return {
      source: oneOf(SOURCES)(members.source, `${place}.source`),
      ...optional<Required<Omit<Input, 'source'>>>(members, place, { file: text, format: text, account: text, region: text }),
    };
  };
  return {
    version: 1,
    resources: list(root.resources, 'resources', resource),
    packages: list(root.packages, 'packages', packageOf),
    gaps: list(root.gaps, 'gaps', gap),
    inputs: list(root.inputs, 'inputs', input),
  };
};
