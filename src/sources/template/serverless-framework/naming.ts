/** The logical ids of a service's resources. https://www.serverless.com/framework/docs/providers/aws/guide/resources#aws-cloudformation-resource-reference */

const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `get-order` as `GetDashorder`. */
export const normalized = (name: string): string => upperFirst(name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore'));

/** Letters and digits alone. */
export const alphanumeric = (name: string): string => upperFirst(name.replaceAll(/[^0-9A-Za-z]/g, ''));

const pathPart = (part: string): string =>
  upperFirst(
    part
      .toLowerCase()
      .replace(/^./, (first) => first.toUpperCase())
      .replaceAll('-', 'Dash')
      .replaceAll(/\{(.*)\}/g, '$1Var')
      .replaceAll(/[^0-9A-Za-z]/g, ''),
  );

/** `orders/{orderId}` as `OrdersOrderidVar`. */
export const pathName = (path: string): string => path.split('/').map(pathPart).join('');

export const functionId = (name: string): string => `${normalized(name)}LambdaFunction`;
export const versionId = (name: string): string => `${normalized(name)}LambdaVersion`;
export const layerId = (name: string): string => `${normalized(name)}LambdaLayer`;
export const methodId = (path: string, method: string): string => `ApiGatewayMethod${pathName(path)}${upperFirst(method.toLowerCase())}`;
export const resourceId = (path: string): string => `ApiGatewayResource${pathName(path)}`;
export const authorizerId = (name: string): string => `${normalized(name)}ApiGatewayAuthorizer`;
export const httpRouteId = (key: string): string => (key === '*' ? 'HttpApiRouteDefault' : `HttpApiRoute${pathName(key)}`);
export const httpAuthorizerId = (name: string): string => `HttpApiAuthorizer${normalized(name)}`;
export const websocketRouteId = (route: string): string =>
  `${route.replaceAll('$', 'S').replaceAll('/', 'Slash').replaceAll('-', 'Dash').replaceAll('_', 'Underscore').replaceAll('.', 'Period')}WebsocketsRoute`;
export const named = (prefix: string, name: string): string => `${prefix}${upperFirst(name)}`;

/** `application/json` as `ApplicationJson`. */
export const startCase = (text: string): string =>
  text
    .split(/[^0-9A-Za-z]+/)
    .map(upperFirst)
    .join('');
