import type { ActionFunction, LoaderFunction } from "@remix-run/node";
import { matchRoutes } from "@remix-run/react";
import routeConfig from "#app/routes.ts";

type RouteModule = { readonly loader?: LoaderFunction; readonly action?: ActionFunction };
type RouteEntry = {
  readonly file: string;
  readonly path?: string | undefined;
  readonly index?: boolean | undefined;
  readonly children?: readonly RouteEntry[] | undefined;
};

/** One entry of the map of URLs: what the house answers there, layouts included. */
export type HouseRoute = {
  /** Its file, without folder and ending: `account/sign-in`. */
  readonly id: string;
  /** From the root, with `:parameters`: `/:workspace/pesanan/:orderId`. */
  readonly path: string;
  readonly isLayout: boolean;
  readonly load: () => Promise<RouteModule>;
};

const modules = import.meta.glob<RouteModule>("../../app/routes/**/*.{ts,tsx}");

function joined(parent: string, path: string | undefined): string {
  return path === undefined ? parent : `${parent === "/" ? "" : parent}/${path}`;
}

function flattened(entries: readonly RouteEntry[], parent: string): HouseRoute[] {
  return entries.flatMap((entry) => {
    const path = joined(parent, entry.path);
    const load =
      modules[`../../app/${entry.file}`] ??
      (() => Promise.reject(new Error(`routes.ts names ${entry.file}, which is not there`)));
    const id = entry.file.replace(/^routes\//, "").replace(/\.tsx?$/, "");
    const children = entry.children ?? [];
    return [{ id, path, isLayout: children.length > 0, load }, ...flattened(children, path)];
  });
}

/** Everything on the map of URLs, from `app/routes.ts` itself: a new route is here without being asked for. */
export function houseRoutes(): HouseRoute[] {
  return flattened(routeConfig as readonly RouteEntry[], "/");
}

export type Destination = {
  readonly route: HouseRoute;
  readonly params: Readonly<Record<string, string | undefined>>;
};

/** The page that a path leads to, as the router would choose it (a frame only where it has no first page); null for nowhere. */
export function destinationOf(routes: readonly HouseRoute[], pathname: string): Destination | null {
  const leaves = [...routes].sort((a, b) => Number(a.isLayout) - Number(b.isLayout));
  const matches = matchRoutes(
    leaves.map((route) => ({ path: route.path, id: route.id })),
    pathname,
  );
  const match = matches?.at(-1);
  const route = leaves.find((leaf) => leaf.id === match?.route.id && leaf.path === match?.route.path);
  return match && route ? { route, params: match.params } : null;
}
