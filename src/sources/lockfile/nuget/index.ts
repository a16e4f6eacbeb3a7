import type { LockfileFormat } from '../format.ts';
import { packagesConfig } from './packages-config.ts';
import { packagesLock } from './packages-lock.ts';

/** What NuGet locks with. */
export const nuget: readonly LockfileFormat[] = [packagesLock, packagesConfig];
