import type { Gap, RawResource } from '../../../model/inventory.ts';
import type { Span } from '../../text/source-file.ts';
import { evaluated } from '../evaluated.ts';
import type { Format, ReadTemplate } from '../format.ts';
import { gapAt } from '../gap.ts';
import { commentIgnores } from '../ignores.ts';
import type { Place } from '../locate.ts';
import { map, type Node } from '../node.ts';
import type { TemplateResource } from '../template.ts';
import { isPlan, mayBePlan, meansPlan } from './detect.ts';
import { foldersBeside } from './folder.ts';
import { holesOf } from './holes.ts';
import { identitiesOf } from './identity.ts';
import { type Instance, planOf } from './plan.ts';
import { policyDocumentOf } from './policy-document.ts';
import { referencesOf } from './references.ts';
import { type Read, resourcesOf } from './resources.ts';
import { tableOf } from './tables/index.ts';
import { type Values, valuesOf } from './values.ts';

/** Reads a plan, as the resources that there are when it has been applied, or a state. */
const read: Format['read'] = ({ source, root }, { files }): ReadTemplate => {
  const plan = planOf(root);
  const folders = foldersBeside(source, files);
  const sensitive: Span[] = [];
  const origins = new Map<Span, Span>();
  const told = ({ sensitive: spans, origins: shown }: Values): void => {
    sensitive.push(...spans);
    for (const [span, original] of shown) origins.set(span, original);
  };
  const documents = new Map<Instance, Node | undefined>();
  const documentOf = (instance: Instance): Node | undefined => {
    if (!documents.has(instance)) {
      documents.set(instance, undefined);
      const block = folders.find(instance.module.folder, `data.${instance.type}.${instance.name}`);
      const known = policyDocumentOf(instance, references, block);
      documents.set(instance, known?.document);
      if (known !== undefined) told(known);
    }
    return documents.get(instance);
  };
  const references = referencesOf(plan, (type, attribute) => tableOf(type)?.returns?.[attribute], documentOf);
  const reads: Read[] = [];
  const others: TemplateResource[] = [];
  for (const instance of plan.instances) {
    if (instance.data || !instance.type.startsWith('aws_')) continue;
    const block = folders.find(instance.module.folder, `${instance.type}.${instance.name}`);
    const table = tableOf(instance.type);
    if (table === undefined) {
      others.push({
        id: instance.address,
        type: instance.type,
        properties: undefined,
        conditions: [],
        metadata: undefined,
        span: block?.span ?? instance.span,
      });
      continue;
    }
    const known = valuesOf(instance, references, block, table.attributes);
    told(known);
    reads.push({ instance, table, values: known.values, block });
  }
  const { resources, loose } = resourcesOf(reads, identitiesOf(plan.instances), references);
  // A plan has no parameters, mappings and conditions, whatever it calls its parts.
  const template = { source, root: map({}, root.span), resources: [...resources, ...others] };
  const { hidden, ...result } = evaluated(template, { given: new Map(), files }, false);

  const places = new Map<RawResource, Place>();
  for (const [raw, place] of result.places) {
    const arn = raw.attributes?.Arn;
    places.set({ ...raw, ...(typeof arn === 'string' ? { arn } : {}) }, place);
  }
  const gaps: Gap[] = [
    ...holesOf(root, source, plan.instances),
    ...plan.malformed.map((span) => gapAt(span, 'malformed', 'A resource of the plan has no address, type or name')),
    ...loose.map(({ read: { instance }, type }) =>
      gapAt(instance.span, 'outside', `What ${instance.address} belongs to is not in the plan`, [type]),
    ),
    // A hole is one of the plan, in whatever file it is seen.
    ...result.gaps.map((gap) => (gap.scope.file === source.file ? gap : { ...gap, scope: { file: source.file } })),
  ];
  return {
    input: { source: 'template', file: source.file, format: 'terraform' },
    sources: [...result.sources, ...folders.sources()],
    resources: [...places.keys()],
    gaps,
    ignores: folders.sources().flatMap(commentIgnores),
    places,
    hidden: () => {
      const spans = [...hidden()];
      return new Set([...spans, ...spans.flatMap((span) => origins.get(span) ?? []), ...sensitive]);
    },
    parameters: [],
  };
};

/** Plans and states of Terraform and OpenTofu, as `terraform show -json` prints them. */
export const terraform: Format = {
  mayBe: (_file, text) => mayBePlan(text),
  means: (_file, text) => meansPlan(text),
  is: isPlan,
  read,
};
