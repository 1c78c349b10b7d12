import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";

/** What every line of one request, command or job carries without being told. */
export type LogContext = {
  readonly requestId?: string;
  readonly eventId?: string;
  readonly jobId?: string;
  readonly actor?: string;
  readonly command?: string;
};

const context = new AsyncLocalStorage<LogContext>();

// Personal data and secrets never reach a log, whoever logs the object that holds them.
const SECRET_PATHS = [
  "password",
  "token",
  "secret",
  "authorization",
  "cookie",
  "email",
  "phone",
  "bankAccount",
  "taxNumber",
];

export const log = pino({
  level: process.env["LOG_LEVEL"] ?? (process.env["NODE_ENV"] === "test" ? "silent" : "info"),
  base: { process: process.env["LUMBUNG_PROCESS"] ?? "app" },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: { paths: SECRET_PATHS.flatMap((path) => [path, `*.${path}`, `*.*.${path}`]), censor: "•••" },
  mixin: () => context.getStore() ?? {},
  serializers: {
    // Minified stacks of some libraries are 160 kB on one line.
    err: (error: unknown) => {
      if (!(error instanceof Error)) return { message: String(error).slice(0, 300) };
      const cause = error.cause instanceof Error ? error.cause.message.slice(0, 300) : undefined;
      return {
        type: error.name,
        message: error.message.slice(0, 600),
        stack: error.stack?.slice(0, 3000),
        cause,
      };
    },
  },
});

/** Runs `work` so that every log line inside it carries `fields` as well. */
export function withLogContext<T>(fields: LogContext, work: () => T): T {
  return context.run({ ...context.getStore(), ...fields }, work);
}

export function logContext(): LogContext {
  return context.getStore() ?? {};
}
