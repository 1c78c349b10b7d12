// scripts/patches: the server's router flattens, ranks and compiles its table of routes once, not four times a page.

import { createRequire } from "node:module";
import { expect, test } from "vitest";

/** The copies that the server loads. The browser's file is another and needs no patch, since it knows few routes. */
const requireOfRemix = createRequire(createRequire(import.meta.url).resolve("@remix-run/react"));
const router = requireOfRemix("@remix-run/router") as Pick<
  typeof import("@remix-run/react"),
  "matchRoutes" | "matchPath"
>;

interface Growing {
  readonly state: { readonly errors: unknown; readonly matches: { readonly route: { path?: string } }[] };
  navigate(to: string): Promise<void>;
  patchRoutes(parent: string, children: { path: string }[]): void;
}
const { createMemoryRouter } = requireOfRemix("react-router") as {
  createMemoryRouter(routes: object[], options: { initialEntries: string[] }): Growing;
};

/** A table of three hundred pages under one organisation, which counts how often somebody reads a pattern in it. */
function table() {
  let reads = 0;
  const page = (path: string) => ({
    get path() {
      reads += 1;
      return path;
    },
  });
  const pages = Array.from({ length: 300 }, (_, at) => page(`page${at}/:id`));
  const routes: { path: string; children: { path: string }[] }[] = [
    { path: "/:organisation", children: pages },
  ];
  return { routes, reads: () => reads };
}

test("a table is read once, however often it is matched, and gives the same match each time", () => {
  const { routes, reads } = table();
  const match = () => router.matchRoutes(routes, "/dapur/page299/ord_1");
  const first = match();
  const readsOfFirst = reads();
  expect(readsOfFirst).toBeGreaterThanOrEqual(300);
  for (let again = 0; again < 20; again += 1) expect(match()).toEqual(first);
  expect(first?.at(-1)?.params).toEqual({ organisation: "dapur", id: "ord_1" });
  // What is read again is the pattern of the route that was found, not the table.
  expect(reads() - readsOfFirst, "run npm ci: the patch of the router is not applied").toBeLessThan(300);
  expect(router.matchRoutes(routes, "/dapur/page300/ord_1")).toBeNull();
});

test("the same words as a whole pattern and as the beginning of one, in either case, stay apart", () => {
  const pattern = { path: "/pasar", caseSensitive: true };
  expect(router.matchPath({ ...pattern, end: true }, "/pasar/beras")).toBeNull();
  expect(router.matchPath({ ...pattern, end: false }, "/pasar/beras")?.pathnameBase).toBe("/pasar");
  expect(router.matchPath(pattern, "/Pasar")).toBeNull();
  expect(router.matchPath({ ...pattern, caseSensitive: false }, "/Pasar")?.pathname).toBe("/Pasar");
});

test("what one look at the whole address lets through is what the routes one by one say", () => {
  const routes = [
    { path: "/", children: [{ index: true }, { path: "files/*" }, { path: "pages/:page?" }] },
    { path: "/:organisation", children: [{ index: true }, { path: "Pesanan", caseSensitive: true }] },
    { path: "/below/*", children: [{ path: "child" }] },
  ];
  const found = (address: string) => router.matchRoutes(routes, address)?.map((match) => match.route.path);
  expect(found("/")).toEqual(["/", undefined]);
  expect(found("/files/a/b")).toEqual(["/", "files/*"]);
  expect(found("/pages")).toEqual(["/", "pages/:page?"]);
  expect(found("/pages/3/")).toEqual(["/", "pages/:page?"]);
  expect(found("/dapur/")).toEqual(["/:organisation", undefined]);
  expect(found("/dapur/Pesanan")).toEqual(["/:organisation", "Pesanan"]);
  expect(found("/dapur/pesanan")).toBeUndefined();
  expect(found("/dapur//Pesanan")).toBeUndefined();
  expect(found("/below/anything")).toEqual(["/below/*"]);
});

test("routes that are added later are found", async () => {
  const growing = createMemoryRouter([{ id: "home", path: "/", children: [{ path: "old" }] }], {
    initialEntries: ["/old"],
  });
  await growing.navigate("/new");
  expect(growing.state.errors).not.toBeNull();
  growing.patchRoutes("home", [{ path: "new" }]);
  await growing.navigate("/old");
  await growing.navigate("/new");
  expect(growing.state.errors).toBeNull();
  expect(growing.state.matches.at(-1)?.route.path).toBe("new");
});
