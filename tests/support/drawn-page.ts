import { createRequire } from "node:module";
import { UNSAFE_RemixContext } from "@remix-run/react";
import { createElement, type FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";

const requireOfRemix = createRequire(createRequire(import.meta.url).resolve("@remix-run/react"));
const { createStaticHandler } = requireOfRemix("@remix-run/router") as {
  createStaticHandler(routes: object[]): { dataRoutes: object[]; query(request: Request): Promise<object> };
};
const { createStaticRouter, StaticRouterProvider } = requireOfRemix("react-router-dom/server.js") as {
  createStaticRouter(routes: object[], context: object): object;
  StaticRouterProvider: FunctionComponent<{ router: object; context: object; hydrate: boolean }>;
};

/** A page of the house: where it stands, as `routes.ts` has it, and what draws it. */
export type DrawnPage = { readonly pattern: string; readonly Component: FunctionComponent };

/** The page as a browser without scripts shows it, with what its loader answered; its layouts are left out. */
export async function drawnPage(
  { pattern, Component }: DrawnPage,
  path: string,
  body: unknown,
): Promise<string> {
  const handler = createStaticHandler([{ id: "page", path: pattern, loader: () => body, Component }]);
  const context = await handler.query(new Request(new URL(path, "http://localhost")));
  const remix = { manifest: { routes: {} }, routeModules: {}, future: {}, isSpaMode: false };
  return renderToStaticMarkup(
    createElement(
      UNSAFE_RemixContext.Provider,
      { value: remix as never },
      createElement(StaticRouterProvider, {
        router: createStaticRouter(handler.dataRoutes, context),
        context,
        hydrate: false,
      }),
    ),
  );
}
