import type { Gap } from '../../model/inventory.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Files } from './files.ts';
import { isLocal, refusedAt } from './includes.ts';
import { type Entry, list, type MapNode, map, type Node, scalar, textOf } from './node.ts';
import { ifOf, through } from './routes/branches.ts';
import { bodyTypes } from './routes/expand.ts';
import type { TemplateResource } from './template.ts';

/** Where a property names the place of a document, and the property that takes the document itself. */
const LOCATIONS: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  'AWS::ApiGateway::RestApi': { from: 'BodyS3Location', to: 'Body' },
  'AWS::ApiGatewayV2::Api': { from: 'BodyS3Location', to: 'Body' },
  'AWS::StepFunctions::StateMachine': { from: 'DefinitionS3Location', to: 'Definition' },
};

/** A document that stands in the tree, and the place of one that does not. */
interface Side {
  readonly document?: Node;
  readonly place?: Node;
}

const eitherSide = (condition: Node, then: Side, otherwise: Side, { span }: Node): Side => {
  const absent = map({ Ref: scalar('AWS::NoValue', span) }, span);
  const either = (one: Node | undefined, other: Node | undefined) =>
    (one ?? other) && map({ 'Fn::If': list([condition, one ?? absent, other ?? absent], span) }, span);
  const [document, place] = [either(then.document, otherwise.document), either(then.place, otherwise.place)];
  return { ...(document ? { document } : {}), ...(place ? { place } : {}) };
};

/**
 * Puts documents of the tree that properties name in their place, as `aws cloudformation package` uploads them.
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
 */
export const withLocalBodies = (
  resources: readonly TemplateResource[],
  files: Files,
): { readonly resources: readonly TemplateResource[]; readonly sources: readonly SourceFile[]; readonly gaps: readonly Gap[] } => {
  const sources = new Set<SourceFile>();
  const gaps: Gap[] = [];
  const filled = resources.map((resource) => {
    const { type, properties } = resource;
    const location = Object.hasOwn(LOCATIONS, type) ? LOCATIONS[type] : undefined;
    if (location === undefined || properties === undefined) return resource;
    const types = bodyTypes(type);
    const read = (named: Node): Side => {
      const parts = ifOf(named);
      if (parts) return eitherSide(parts.condition, read(parts.then), read(parts.else), named);
      const path = textOf(named);
      if (path === undefined || !isLocal(path)) return { place: named };
      const found = files.beside(named.span.source, path);
      if ('refusal' in found) {
        gaps.push(refusedAt(named.span, path, found.refusal, types, types && resource.id));
        // The gap says what is missing of an API; of anything else the place of its document stands for it.
        return types === undefined ? { place: named } : {};
      }
      sources.add(found.document.source);
      return { document: found.document.root };
    };
    const fill = (own: MapNode): MapNode => {
      const named = own.entries.get(location.from);
      if (named === undefined || own.entries.has(location.to)) return own;
      const { document, place } = read(named.value);
      const entries = new Map<string, Entry>(own.entries);
      entries.delete(location.from);
      if (place) entries.set(location.from, { key: named.key, value: place });
      if (document) entries.set(location.to, { key: named.key, value: document });
      return { ...own, entries };
    };
    return { ...resource, properties: through(properties, fill) };
  });
  return { resources: filled, sources: [...sources], gaps };
};
