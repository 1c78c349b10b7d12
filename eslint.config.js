// Biome formats and lints; these are the rules that need types. In a ledger an un-awaited
// query is not a matter of style: a Drizzle builder that nobody awaits never runs.
import tseslint from "typescript-eslint";

const LOCKS = String.raw`/\bfor\s+(no\s+key\s+)?update\b|\bfor\s+(key\s+)?share\b/i`;
const THROUGH_HOLD = "Rows are locked by the doors of db/hold.server.ts alone (docs/decisions/017).";

export default tseslint.config(
  {
    ignores: [
      "build/**",
      "node_modules/**",
      "app/i18n/paraglide/**",
      "**/*.mjs",
      ".data/**",
      ".cache/**",
      "*.config.js",
    ],
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { "@typescript-eslint": tseslint.plugin },
    rules: {
      "@typescript-eslint/no-floating-promises": ["error", { checkThenables: true }],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "max-lines": ["error", { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  // A lock orders something only for whoever then reads what was committed meanwhile; the doors of that file see to it.
  // Tests may lock: they play the other process.
  {
    files: ["app/**/*.ts", "app/**/*.tsx", "db/**/*.ts", "jobs/**/*.ts", "scripts/**/*.ts"],
    ignores: ["db/hold.server.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='for']:not([callee.object.name='Symbol'])",
          message: THROUGH_HOLD,
        },
        {
          selector: `TaggedTemplateExpression TemplateElement[value.raw=${LOCKS}]`,
          message: THROUGH_HOLD,
        },
        {
          selector: `CallExpression[callee.property.name=/^(raw|unsafe)$/] :matches(Literal[value=${LOCKS}], TemplateElement[value.raw=${LOCKS}])`,
          message: THROUGH_HOLD,
        },
      ],
    },
  },
);
