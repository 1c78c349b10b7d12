import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { apiAction, apiLoader } from "#app/http/api.server.ts";
import { problemResponse } from "#app/http/respond.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { matchPath, type Operation } from "./operation.server.ts";
import { operations } from "./operations.server.ts";

type Found = { readonly operation: Operation; readonly params: Record<string, string> };

function found(args: LoaderFunctionArgs | ActionFunctionArgs): Found | null {
  const method = args.request.method.toLowerCase();
  const segments = (args.params["*"] ?? "").split("/").filter(Boolean);
  for (const operation of operations) {
    if (operation.method !== method) continue;
    const params = matchPath(operation.path, segments);
    if (params) return { operation, params };
  }
  return null;
}

/** Every request to /api/v1: finds the operation, proves who asks, runs it. */
export const loader = (args: LoaderFunctionArgs): Promise<Response> | Response => {
  const hit = found(args);
  if (!hit) return problemResponse(new Missing("kernel.missing"));
  return apiLoader(hit.operation.permission, (api) => hit.operation.run({ ...api, params: hit.params }))(
    args,
  );
};

export const action = (args: ActionFunctionArgs): Promise<Response> | Response => {
  const hit = found(args);
  if (!hit) return problemResponse(new Missing("kernel.missing"));
  return apiAction(hit.operation.permission, (api) => hit.operation.run({ ...api, params: hit.params }))(
    args,
  );
};
