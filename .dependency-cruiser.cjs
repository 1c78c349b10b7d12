// The whiteboard, executable. The reading order of `floors` is the only order in which modules may lean on each other.
const floors = [
  ["regions", "identity"],
  ["ledger", "documents", "catalogue"],
  ["menus", "stock", "orders"],
  ["commitments", "matching", "contracts", "allotment"],
  ["shipments", "disputes", "consignment"],
  ["invoicing", "payments", "cooperative"],
  ["notifications", "exchange", "oversight", "accountability"],
];
const order = floors.flat();
const forbid = (name, from, to) => ({ name, severity: "error", from, to });
const EFFECTS =
  "(\\.server\\.ts$|^db/|^jobs/|^app/(ui|routes|http|platform)/|node_modules/(drizzle-orm|postgres|bullmq|ioredis|stripe|react|@remix-run|pg|pino|express)/)";

module.exports = {
  forbidden: [
    // A circle of types alone is no circle once the code is built.
    forbid("no-cycles", {}, { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } }),
    forbid("nothing-imports-tests", { pathNot: "^(tests|scripts|vitest\\.config)" }, { path: "^tests/" }),
    forbid(
      "kernel-leans-on-nothing",
      { path: "^app/kernel/" },
      { pathNot: "^(app/kernel/|node_modules/zod/)" },
    ),
    forbid(
      "i18n-and-ui-know-no-domain",
      { path: "^app/(i18n|ui)/" },
      { path: "^(app/(modules|platform|http|routes)|db|jobs)/" },
    ),
    forbid(
      "pure-files-stay-pure",
      { path: "^app/modules/.*\\.ts$", pathNot: "\\.server\\.ts$" },
      { path: EFFECTS },
    ),
    forbid(
      "module-screens-stay-in-the-browser",
      { path: "^app/modules/.*\\.tsx$" },
      // A type says what a read answers and is gone when the browser's code is built.
      {
        path: "(\\.server\\.ts$|^db/|^jobs/|^app/(platform|routes|http)/)",
        dependencyTypesNot: ["type-only"],
      },
    ),
    forbid(
      "routes-go-through-modules",
      { path: "^app/routes/" },
      { path: "^(db|jobs)/|^app/platform/|node_modules/(drizzle-orm|postgres|bullmq|ioredis)/" },
    ),
    forbid(
      "http-knows-no-tables",
      { path: "^app/http/" },
      { path: "^(db|jobs)/|^app/routes/|^app/modules/(?!identity|regions)" },
    ),
    forbid(
      "platform-knows-no-domain",
      { path: "^app/platform/" },
      { path: "^app/(modules|http|routes)/|^jobs/" },
    ),
    forbid("app-never-knows-jobs", { path: "^(app|db)/" }, { path: "^jobs/|node_modules/(bullmq|ioredis)/" }),
    forbid("commands-never-reach-out", { path: "^app/modules/" }, { path: "^app/platform/gateways/" }),
    forbid("modules-never-know-the-rim", { path: "^app/modules/" }, { path: "^app/(routes|http)/" }),
    forbid(
      "jobs-know-no-tables",
      { path: "^jobs/" },
      { path: "^db/schema/|^app/(routes|http|ui)/|node_modules/drizzle-orm/" },
    ),
    forbid("schema-is-plain", { path: "^db/schema/" }, { path: "(\\.server\\.ts$|^app/platform/)" }),
    forbid(
      "one-writer-per-table",
      { path: "^app/modules/([^/]+)/.*\\.server\\.ts$", pathNot: "-reads\\.server\\.ts$" },
      // A room with many tables keeps them in several files of its name: shipments.ts, shipments-rides.ts.
      { path: "^db/schema/", pathNot: "^db/schema/($1[a-z-]*|columns)\\.ts$" },
    ),
    ...order.slice(0, -1).map((name, at) => {
      const above = order.slice(at + 1).join("|");
      return forbid(
        `${name}-looks-down-only`,
        { path: `^(app/modules/${name}/|db/schema/${name}[a-z-]*\\.ts$)` },
        { path: `^(app/modules/(${above})/|db/schema/(${above})[a-z-]*\\.ts$)` },
      );
    }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^build/|^app/i18n/paraglide/|\\.d\\.ts$)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  },
};
