/** `pkg:npm/a@1.0.0 registry dev direct : app > a`: what is true of a package, and the shortest way to it where one is known. */
export const said = ({ purl, source, dev, optional, direct, paths }) => {
  const [path] = paths ?? [];
  const words = [purl, source, dev === true && 'dev', optional === true && 'optional', direct === true && 'direct'];
  return words.filter((word) => word !== false).join(' ') + (path === undefined ? '' : ` : ${path.join(' > ')}`);
};
