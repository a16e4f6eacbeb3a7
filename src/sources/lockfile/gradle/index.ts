import type { LockfileFormat } from '../format.ts';
import { lockfile } from './lockfile.ts';
import { verification } from './verification.ts';

/** What Gradle locks with. */
export const gradle: readonly LockfileFormat[] = [lockfile, verification];
