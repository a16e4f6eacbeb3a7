import type { Gap } from '../../model/inventory.ts';
import type { SourceFile } from '../text/source-file.ts';
import type { Files } from './files.ts';
import { isLocal, refusedAt } from './includes.ts';
import { type Entry, intrinsicOf, textOf } from './node.ts';
import { bodyTypes } from './routes/expand.ts';
import type { TemplateResource } from './template.ts';

/** Where a property names the place of a document, and the property that takes the document itself. */
const LOCATIONS: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  'AWS::ApiGateway::RestApi': { from: 'BodyS3Location', to: 'Body' },
  'AWS::ApiGatewayV2::Api': { from: 'BodyS3Location', to: 'Body' },
  'AWS::StepFunctions::StateMachine': { from: 'DefinitionS3Location', to: 'Definition' },
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
    if (location === undefined || properties?.kind !== 'map' || intrinsicOf(properties)) return resource;
    const named = properties.entries.get(location.from);
    const path = textOf(named?.value);
    if (named === undefined || path === undefined || !isLocal(path) || properties.entries.has(location.to)) return resource;
    const found = files.beside(named.value.span.source, path);
    const entries = new Map<string, Entry>(properties.entries);
    entries.delete(location.from);
    if ('refusal' in found) {
      const types = bodyTypes(type);
      gaps.push(refusedAt(named.value.span, path, found.refusal, types, types && resource.id));
      // The gap says what is missing of an API; of anything else the place of its document stands for it.
      if (types === undefined) return resource;
    } else {
      sources.add(found.document.source);
      entries.set(location.to, { key: named.key, value: found.document.root });
    }
    return { ...resource, properties: { ...properties, entries } };
  });
  return { resources: filled, sources: [...sources], gaps };
};
