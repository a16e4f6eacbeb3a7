import { type Field, known, type Resource, type Undetermined, undetermined } from '../../check.ts';
import type { RuntimeLifecycle, Runtimes } from '../../facts/facts.ts';

/** What says which runtime a function has, and whether it has one at all. */
export const RUNTIME_READS = { 'AWS::Lambda::Function': ['Runtime', 'PackageType', 'Code'] } as const;

type Fn = Resource<'AWS::Lambda::Function', 'Runtime' | 'PackageType' | 'Code'>;

/** A function's runtime with its lifecycle; `image` for a container image, which brings its own. */
export function* lifecycleOf(
  fn: Fn,
  table: Runtimes,
): Generator<Undetermined, { readonly at: Field<string>; readonly lifecycle: RuntimeLifecycle } | 'image' | undefined> {
  const at: Field<string> = fn.get('Runtime');
  if (at.state === 'absent') {
    if (fn.get('Code').get('ImageUri').state !== 'absent' || (yield* known(fn.get('PackageType'))) === 'Image') return 'image';
    yield undetermined(at, { kind: 'malformed', expected: 'a runtime, which a function without a container image must have' });
    return undefined;
  }
  const name = yield* known(at);
  if (name === undefined) return undefined;
  const lifecycle = table.byId.get(name);
  if (lifecycle !== undefined) return { at, lifecycle };
  yield undetermined(at, { kind: 'not-in-table', table: 'runtimes', value: String(name) });
  return undefined;
}
