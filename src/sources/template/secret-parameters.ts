import type { RawResource } from '../../model/inventory.ts';
import { telling } from '../../model/redaction/names.ts';
import { pairsOf } from '../../model/redaction/pairs.ts';
import { redact } from '../../model/redaction.ts';
import type { SecretUse } from '../../model/template.ts';
import { isRedacted, type Path, type Redacted, unknown } from '../../model/value.ts';
import { positionOf } from '../text/lines.ts';
import type { Place as Location } from './locate.ts';
import { intrinsicOf, member, type Node, textOf } from './node.ts';
import { redactGiven } from './parameters.ts';
import { memberPlace, type Place, placeOf, siblingOf } from './secrets.ts';
import type { Template } from './template.ts';
import { literal } from './uses.ts';

/** A parameter as a resource of the inventory, with its place. */
export interface SecretParameter {
  readonly raw: RawResource;
  readonly place: Location;
  /** The places of literals that are hidden. */
  readonly secrets: readonly Path[];
}

/** The parameters of a template that have to do with secrets. */
export const secretParameters = ({ root, source, resources }: Template): readonly SecretParameter[] => {
  const section = member(root, 'Parameters');
  if (section?.kind !== 'map') return [];
  const uses = new Map<string, SecretUse[]>();
  for (const { id, type, properties } of resources)
    if (properties !== undefined)
      visit(properties, placeOf(type), id, type, (name, use) => {
        if (section.entries.has(name)) uses.set(name, [...(uses.get(name) ?? []).slice(0, 20), use]);
      });
  return [...section.entries].flatMap(([name, { key, value: definition }]): readonly SecretParameter[] => {
    const secretIn = uses.get(name) ?? [];
    const certain = secretIn.some(({ BySchema }) => BySchema);
    const noEcho = member(definition, 'NoEcho');
    const read = (node: Node | undefined): string | Redacted | undefined => {
      const text = literal(node);
      if (text === undefined) return undefined;
      const hidden = redactGiven(name, text, noEcho, certain) ?? (secretIn.length > 0 ? redact('password', text) : undefined);
      return hidden ?? text;
    };
    const standard = read(member(definition, 'Default'));
    const allowed = member(definition, 'AllowedValues');
    const values = allowed?.kind === 'list' ? allowed.items.map(read) : [];
    const told = [standard, ...values].some((each) => typeof each === 'object' && each.$redacted.confidence !== undefined);
    if (!told && secretIn.length === 0) return [];
    const type = textOf(member(definition, 'Type'));
    const properties = {
      ...(type === undefined ? {} : { Type: type }),
      ...(noEcho === undefined ? {} : { NoEcho: literal(noEcho) ?? unknown({ kind: 'malformed', expected: 'a boolean' }) }),
      ...(standard === undefined ? {} : { Default: standard }),
      ...(values.length === 0 ? {} : { AllowedValues: values }),
      ...(secretIn.length === 0 ? {} : { SecretIn: secretIn }),
    };
    const origin = { source: 'template', file: source.file, ...positionOf(source, key.start) } as const;
    const hidden = [['Default'], ...values.map((_, index) => ['AllowedValues', index])].filter((_, index) =>
      isRedacted([standard, ...values][index]),
    );
    return [{ secrets: hidden, raw: { type: 'parameter', id: name, properties, origin }, place: { properties: definition, span: key } }];
  });
};

type Visit = (name: string, use: SecretUse) => void;

/** Tells of every parameter that stands where a secret belongs. */
const visit = (node: Node, place: Place, path: string, type: string, tell: Visit): void => {
  if (node.kind === 'scalar') return;
  const found = (name: string, certain: boolean) => tell(name, { Type: type, Property: path, BySchema: certain });
  if (node.kind === 'list') {
    for (const item of node.items) visit(item, place, path, type, tell);
    return;
  }
  const call = intrinsicOf(node);
  if (call === undefined || call.name === 'Condition') {
    const sibling = siblingOf(node);
    for (const [key, { value }] of node.entries) visit(value, memberPlace(type, place, key, sibling), `${path}.${key}`, type, tell);
    return;
  }
  if (!place.secret) {
    if (call.name === 'Fn::If' && call.argument.kind === 'list')
      for (const branch of call.argument.items.slice(1)) visit(branch, place, path, type, tell);
    return;
  }
  const text = composed(node);
  const whole = text === undefined ? undefined : /^\$\{([A-Za-z0-9]+)\}$/.exec(text)?.[1];
  if (whole !== undefined) {
    if (place.schema === true || isCredential(place.name)) found(whole, place.schema === true);
  } else if (text !== undefined) {
    for (const { name, value } of pairsOf(text)) {
      const inside = /^\$\{([A-Za-z0-9]+)\}$/.exec(value)?.[1];
      // A secret is a document of names and values, and a password there is no name of one.
      if (inside !== undefined && (isCredential(name) || isCredential(inside)))
        found(inside, type === 'AWS::SecretsManager::Secret' && telling(name) === 'password');
    }
  } else if (call.argument.kind === 'list')
    for (const item of call.name === 'Fn::If' ? call.argument.items.slice(1) : call.argument.items) visit(item, place, path, type, tell);
};

const isCredential = (name: string): boolean => {
  const tells = telling(name);
  return tells === 'password' || tells === 'secret';
};

/** What `Ref`, `Fn::Sub` and `Fn::Join` make, with parameters as `${Name}`; `undefined` where it is none of them. */
const composed = (node: Node): string | undefined => {
  if (node.kind === 'scalar') return String(node.value);
  const call = intrinsicOf(node);
  if (call === undefined) return undefined;
  const [first, second] = call.argument.kind === 'list' ? call.argument.items : [call.argument];
  if (call.name === 'Ref') return `\${${textOf(first)}}`;
  if (call.name === 'Fn::Sub') return textOf(first);
  if (call.name !== 'Fn::Join' || second?.kind !== 'list') return undefined;
  return second.items.map((item) => composed(item) ?? '${}').join(textOf(first) ?? '');
};
