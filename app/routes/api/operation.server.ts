import type { z } from "zod";
import type { ApiRequest } from "#app/http/api.server.ts";
import type { Permission } from "#app/modules/identity/permission-names.ts";

/**
 * One thing that a program can do: a method and a path under /api/v1, who may, what it takes and what it does. The
 * same table answers requests and writes the OpenAPI page, so the two cannot say different things.
 */
export type Operation = {
  readonly method: "get" | "post";
  /** `/orders/{orderId}/approve`; names in braces become `params`. */
  readonly path: string;
  readonly tag: string;
  /** One line, in English: programmers read it. */
  readonly summary: string;
  readonly permission: Permission;
  /** What the body must hold, path parameters included; absent for reads. */
  readonly body?: z.ZodType;
  /** What may stand behind the question mark. */
  readonly query?: z.ZodObject;
  readonly run: (api: ApiRequest) => Promise<unknown>;
};

type ReadPlan = Omit<Operation, "method" | "path" | "body" | "tag">;

/** The operations of one subject, each written on one line. */
export function operationsOf(tag: string, list: (write: Writer) => void): Operation[] {
  const operations: Operation[] = [];
  list({
    get: (path, plan) => operations.push({ method: "get", path, tag, ...plan }),
    deed: (path, plan) =>
      operations.push({
        method: "post",
        path,
        tag,
        summary: plan.summary,
        permission: plan.permission,
        body: plan.command.input,
        run: (api) => plan.command(api.call, merged(api) as never),
      }),
  });
  return operations;
}

/** Any command may stand in the table; its own schema judges what it is given. */
type AnyCommand = {
  (call: ApiRequest["call"], input: never): Promise<unknown>;
  readonly input: z.ZodType;
};

type Writer = {
  readonly get: (path: string, plan: ReadPlan) => void;
  /** A POST that is exactly one command: the body and the path's parameters are its input. */
  readonly deed: (
    path: string,
    plan: { readonly summary: string; readonly permission: Permission; readonly command: AnyCommand },
  ) => void;
};

/** What a command is given: the body, with the ids of the path over it. */
function merged(api: ApiRequest): Record<string, unknown> {
  const body = typeof api.body === "object" && api.body !== null ? api.body : {};
  const { "*": _, ...params } = api.params;
  return { ...body, ...params };
}

const PARAMETER = /^\{(\w+)\}$/;

/** The parameters that `path` takes from these segments, or null when it is another path. */
export function matchPath(path: string, segments: readonly string[]): Record<string, string> | null {
  const parts = path.slice(1).split("/");
  if (parts.length !== segments.length) return null;
  const params: Record<string, string> = {};
  for (const [at, part] of parts.entries()) {
    const segment = segments[at] ?? "";
    const name = PARAMETER.exec(part)?.[1];
    if (name !== undefined) params[name] = segment;
    else if (part !== segment) return null;
  }
  return params;
}
