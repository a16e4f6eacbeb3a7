/** Whether anyone can have an origin that this pattern admits: all of a scheme, all below a top-level domain, and that of sandboxed frames. */
export const anyOrigin = (pattern: string): boolean =>
  pattern === '*' || /^null$/i.test(pattern) || /^(?:https?|\*):\/\/\*(?:\.[a-z]+)?(?::(?:\d+|\*))?\/?$/i.test(pattern);
