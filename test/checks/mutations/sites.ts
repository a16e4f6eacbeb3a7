import type { AnyCheck } from '../../../src/check.ts';
import { filesWithin } from '../../../src/sources/template/files.ts';
import { intrinsicOf, member, type Node, textOf } from '../../../src/sources/template/node.ts';
import { type Fixture, fixtures } from '../fixtures.ts';
import { at, dataOf, nodeOf, type Steps } from './tree.ts';

/** A place in a resource of a fixture, and the values that the check's fixtures have there. */
export interface Site {
  readonly fixture: Fixture;
  readonly root: Node;
  readonly id: string;
  readonly type: string;
  /** Below the resource. */
  readonly steps: Steps;
  /** As data; `undefined` is absent. The resource's own comes first. */
  readonly values: readonly unknown[];
}

/** How many places of a kind are tried in the fixtures of a check. */
const ENOUGH = 2;

const files = filesWithin([new URL('../../../fixtures/', import.meta.url).pathname]);

interface Written {
  readonly id: string;
  readonly type: string;
  readonly node: Node;
}

const resourcesOf = (root: Node): readonly Written[] => {
  const section = member(root, 'Resources');
  return section?.kind === 'map'
    ? [...section.entries].flatMap(([id, { value }]) => {
        const type = textOf(member(value, 'Type'));
        return type === undefined ? [] : [{ id, type, node: value }];
      })
    : [];
};

/** Every place below a node, intrinsics as they stand. */
const placesIn = (node: Node, steps: Steps): readonly (readonly [Steps, Node])[] => {
  const below =
    node.kind === 'scalar' || intrinsicOf(node) !== undefined
      ? []
      : node.kind === 'list'
        ? node.items.flatMap((item, index) => placesIn(item, [...steps, index]))
        : [...node.entries].flatMap(([key, { value }]) => placesIn(value, [...steps, key]));
  return [[steps, node], ...below];
};

/** A place without the positions in lists: what two fixtures have in common. */
const kindOf = (type: string, steps: Steps): string => [type, ...steps.map((step) => (typeof step === 'number' ? '*' : step))].join('/');

/** The properties that hold more than one of the things that checks are about: the body of an API holds its routes and authorizers. */
const BODIES: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::RestApi', 'Body'],
  ['AWS::ApiGatewayV2::Api', 'Body'],
]);

/** Whether a check sees a property, or what is made of it: SAM makes anything of its resources. */
const isRead = ({ reads }: AnyCheck, type: string, property: string): boolean =>
  type.startsWith('AWS::Serverless::') ||
  BODIES.get(type) === property ||
  ((reads as Readonly<Record<string, readonly string[]>>)[type] ?? []).includes(property);

/** The templates of a check's fixtures. */
export const templatesOf = (check: AnyCheck): readonly { readonly fixture: Fixture; readonly root: Node }[] =>
  fixtures
    .filter(({ check: id, name }) => id === check.id && name.endsWith('.yaml'))
    .flatMap((fixture) => {
      const { root } = files.parse({ file: fixture.file, text: fixture.text });
      return root === undefined ? [] : [{ fixture, root }];
    });

/** Every place that a check reads in its clean and its flagged fixtures, with every value that it has in one of them. */
export const sitesOf = (check: AnyCheck): readonly Site[] => {
  const templates = templatesOf(check);
  const pool = new Map<string, Map<string, unknown>>();
  const beneath = new Map<string, Set<string>>();
  for (const { root } of templates)
    for (const { type, node } of resourcesOf(root)) {
      const properties = member(node, 'Properties');
      for (const [steps, value] of properties === undefined ? [] : placesIn(properties, ['Properties'])) {
        if (steps.length < 2 || !isRead(check, type, String(steps[1]))) continue;
        const kind = kindOf(type, steps);
        const data = dataOf(value);
        pool.set(kind, (pool.get(kind) ?? new Map<string, unknown>()).set(JSON.stringify(data), data));
        const last = steps.at(-1);
        const above = kindOf(type, steps.slice(0, -1));
        if (typeof last === 'string') beneath.set(above, (beneath.get(above) ?? new Set()).add(last));
      }
    }

  const taken = new Map<string, number>();
  return templates
    .filter(({ fixture: { name } }) => !name.startsWith('undetermined'))
    .flatMap(({ fixture, root }) =>
      resourcesOf(root).flatMap(({ id, type, node }) => {
        const properties = member(node, 'Properties') ?? nodeOf({});
        const places = placesIn(properties, ['Properties']).filter(
          ([steps, value]) => steps.length === 1 || intrinsicOf(value) !== undefined || isRead(check, type, String(steps[1])),
        );
        const own = places.map(([steps]) => steps).filter((steps) => steps.length > 1);
        const others = places.flatMap(([steps, value]) =>
          value.kind === 'map' && intrinsicOf(value) === undefined
            ? [...(beneath.get(kindOf(type, steps)) ?? [])].filter((key) => member(value, key) === undefined).map((key) => [...steps, key])
            : [],
        );
        return [...own, ...others]
          .filter((steps) => isRead(check, type, String(steps[1])))
          .filter((steps) => {
            const kind = kindOf(type, steps);
            taken.set(kind, (taken.get(kind) ?? 0) + 1);
            return (taken.get(kind) ?? 0) <= ENOUGH;
          })
          .map((steps): Site => {
            const mine = at(node, steps);
            const values = new Map(pool.get(kindOf(type, steps)));
            const data = mine === undefined ? undefined : dataOf(mine);
            return {
              fixture,
              root,
              id,
              type,
              steps,
              values: [data, ...[...values.values()].filter((value) => JSON.stringify(value) !== JSON.stringify(data))],
            };
          });
      }),
    );
};
