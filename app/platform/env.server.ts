import { z } from "zod";

/**
 * The only reader of process.env. A setting that is missing or malformed stops the process at boot, with its
 * name, instead of failing the first person who needs it.
 */
const Env = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.string().min(1),
  REDIS_URL: z.string().optional(),
  /** Signs session cookies and seals second-factor secrets. */
  SESSION_SECRET: z.string().min(32),
  /** The address that people and QR codes see. */
  BASE_URL: z.string().url().default("http://localhost:3000"),
  DEMO: z.enum(["0", "1"]).default("0"),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(10),
  METRICS_TOKEN: z.string().min(16).optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().default("Lumbung <lumbung@contoh.test>"),
  /** Where a worker's figures and queue board listen, on its own machine only; any free port when absent. */
  WORKER_PORT: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Both keys, or nobody is offered to pay by card. A key that begins with `sk_test_` moves no money. */
  STRIPE_SECRET_KEY: z.string().min(8).optional(),
  STRIPE_WEBHOOK_SECRET: z.string().min(8).optional(),
  /** Another address that speaks Stripe's protocol. */
  STRIPE_API_URL: z.string().url().optional(),
  TRUST_PROXY: z.enum(["0", "1"]).default("0"),
});
export type Env = z.output<typeof Env>;

let cached: Env | null = null;

/** The settings of this process, read once. Throws an error that names every setting that does not fit. */
export function env(): Env {
  if (cached) return cached;
  const read = Env.safeParse(process.env);
  if (!read.success) {
    const problems = read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Settings that do not fit: ${problems.join("; ")}`);
  }
  cached = read.data;
  return cached;
}

/** Forgets what was read, so that a test may set other values. */
export function forgetEnv(): void {
  cached = null;
}
