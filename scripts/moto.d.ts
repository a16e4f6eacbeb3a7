/** Installs moto_server from PyPI unless it is there, and returns its path. */
export function installMoto(): string;
/** Starts moto_server on a free port of the loopback interface. */
export function startMoto(): Promise<{ readonly url: string; stop(): Promise<void> }>;
/** Makes a role that Lambda may assume, and returns its ARN. */
export function createRole(url: string, name: string): Promise<string>;
