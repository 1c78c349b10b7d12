import { z } from "zod";
import type { Operation } from "./operation.server.ts";
import { operations } from "./operations.server.ts";

type JsonSchema = Record<string, unknown> & { properties?: Record<string, unknown>; required?: string[] };

const PARAMETERS = /\{(\w+)\}/g;

function schemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema;
}

/** The body's schema without what the path already says. */
function bodyOf(operation: Operation, inPath: readonly string[]): JsonSchema | null {
  if (!operation.body) return null;
  const { $schema: _, ...schema } = schemaOf(operation.body);
  if (!schema.properties) return schema;
  const properties = Object.fromEntries(
    Object.entries(schema.properties).filter(([name]) => !inPath.includes(name)),
  );
  if (Object.keys(properties).length === 0) return null;
  return {
    ...schema,
    properties,
    required: (schema.required ?? []).filter((name) => !inPath.includes(name)),
  };
}

function parametersOf(operation: Operation, inPath: readonly string[]) {
  const path = inPath.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const query = Object.entries(operation.query ? (schemaOf(operation.query).properties ?? {}) : {}).map(
    ([name, schema]) => ({ name, in: "query", required: false, schema }),
  );
  const key =
    operation.method === "post"
      ? [
          {
            name: "Idempotency-Key",
            in: "header",
            required: true,
            schema: { type: "string", minLength: 8, maxLength: 200 },
            description: "The same key and body again get the first answer again.",
          },
        ]
      : [];
  return [...path, ...query, ...key];
}

const PROBLEM = {
  description: "Refused",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

function describe(operation: Operation) {
  const inPath = [...operation.path.matchAll(PARAMETERS)].map((match) => match[1] ?? "");
  const body = bodyOf(operation, inPath);
  return {
    operationId: `${operation.method} ${operation.path}`.replace(/[^a-z0-9]+/gi, "_").replace(/_$/, ""),
    tags: [operation.tag],
    summary: operation.summary,
    description: `Needs the permission \`${operation.permission}\`.`,
    parameters: parametersOf(operation, inPath),
    ...(body ? { requestBody: { required: true, content: { "application/json": { schema: body } } } } : {}),
    responses: {
      [operation.method === "get" ? "200" : "201"]: {
        description: "Done",
        content: { "application/json": { schema: { type: "object" } } },
      },
      "401": PROBLEM,
      "403": PROBLEM,
      "404": PROBLEM,
      "409": PROBLEM,
      "422": PROBLEM,
    },
  };
}

/** The whole interface as OpenAPI 3.1, out of the same table and the same schemas that answer requests. */
export function openApi() {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `/api/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Lumbung",
      version: "1",
      description:
        "What a person can do in the trade, a program can do with a key of its organisation. Amounts are whole rupiah and quantities whole base units (grams, millilitres, pieces), both as digits in text. Lists page by key: pass `next` as `after`. Errors are problem+json (RFC 9457).",
    },
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "A key made under Kunci API." },
      },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "code"],
          properties: {
            type: { type: "string" },
            title: { type: "string" },
            status: { type: "integer" },
            code: {
              type: "string",
              description: "Stable name of the refusal, such as orders.budgetExceeded",
            },
            params: { type: "object" },
            errors: { type: "object", description: "Field path → what is wrong with it" },
          },
        },
      },
    },
  };
}
