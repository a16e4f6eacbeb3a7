const MAX_LENGTH = 256;

/**
 * The versions that a dependency is asked for in, where a specifier says so: those of an alias (`npm:real@^1.0.0`) and of a workspace
 * (`workspace:^1.0.0`) too. An address, a tag's or a catalog's name behind a protocol says nothing of versions, and may hold a login.
 */
export const rangeIn = (spec: string | undefined): string | undefined => {
  if (spec === undefined || spec.length > MAX_LENGTH) return undefined;
  const range = spec.replace(/^npm:@?[^@]*@?/, '').replace(/^workspace:/, '');
  return /[:/#]/.test(range) ? undefined : range.trim();
};
