import { bun } from './bun/index.ts';
import { cargo } from './cargo/index.ts';
import { composer } from './composer/index.ts';
import type { LockfileFormat } from './format.ts';
import { go } from './go/index.ts';
import { gradle } from './gradle/index.ts';
import { maven } from './maven/index.ts';
import { npm } from './npm/index.ts';
import { nuget } from './nuget/index.ts';
import { pnpm } from './pnpm/index.ts';
import { python } from './python/index.ts';
import { bundler } from './ruby/index.ts';
import { sbom } from './sbom/index.ts';
import { yarn } from './yarn/index.ts';

/** Every kind of lockfile that is read. */
export const FORMATS: readonly LockfileFormat[] = [
  // JavaScript:
  ...[npm, pnpm, yarn, bun],
  // Python:
  ...python,
  // Others:
  ...[bundler, cargo, composer, go, ...gradle, maven, ...nuget],
  // Bills of materials:
  ...sbom,
];

/** Lockfiles that are known and not read yet: a project that has one is not a project without packages. */
export const UNREAD: ReadonlySet<string> = new Set([
  // JavaScript:
  'deno.lock',
]);
