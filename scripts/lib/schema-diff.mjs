/**
 * Compares the migrations with the Prisma schema, offline. Prisma's command line wants to download a native engine;
 * the same engine comes as WebAssembly from npm, and this runs it directly. Needs Node 24 and node_modules.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** PostgreSQL's system types by number, as the protocol names them. */
const CHAR_OID = 18;
const BPCHAR_OID = 1042;

/**
 * What would have to change for the migrations to make the schema.
 * @typedef {{ changed: boolean, sql: string, summary: string }} SchemaDiff
 */

/**
 * @param {object} input
 * @param {string} input.url a database of a **throw-away** server: the migrations are run on it in databases of their
 *   own, and are never trusted to leave the server as it was
 * @param {string} input.schemaDir the folder of `*.prisma` files
 * @param {string} input.migrationsDir
 * @returns {Promise<SchemaDiff>} `summary` for people, `sql` to run
 * @throws what the engine said: a schema that does not parse, a migration that does not run
 */
export async function diffMigrationsToSchema({ url, schemaDir, migrationsDir }) {
  const files = readSchema(schemaDir);
  const engine = await startEngine(url, files);
  const input = {
    from: { tag: 'migrations', ...readMigrations(migrationsDir) },
    to: { tag: 'schemaDatamodel', files },
    exitCode: true,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  };
  const script = await ask(() => engine.diff({ ...input, script: true }));
  const summary = await ask(() => engine.diff({ ...input, script: false }));
  return { changed: script.exitCode !== 0, sql: script.stdout ?? '', summary: (summary.stdout ?? '').trim() };
}

/** @param {string} schemaDir */
function readSchema(schemaDir) {
  const names = readdirSync(schemaDir).filter((name) => name.endsWith('.prisma'));
  return names.sort().map((name) => {
    const file = path.join(schemaDir, name);
    return { path: file, content: readFileSync(file, 'utf8') };
  });
}

/** @param {string} migrationsDir the engine's own form of the migrations */
function readMigrations(migrationsDir) {
  const folders = readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map((entry) => entry.name).sort();
  return {
    baseDir: migrationsDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names.map((name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(path.join(migrationsDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  };
}

/** The engine reports a panic here, and a call then fails with a bare "unreachable". */
const panics = {
  message: '',
  /** @param {string} message */
  set_message(message) {
    this.message = message;
  },
};

/**
 * @param {string} url
 * @param {{ path: string, content: string }[]} files
 */
async function startEngine(url, files) {
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: panics });
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = readFileSync(script.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(wasm, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  /** @type {any} */ (instance.exports).__wbindgen_start();

  const factory = {
    provider: /** @type {const} */ ('postgres'),
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(url),
    connectToShadowDb: () => connectToShadow(url),
  };
  const datamodels = files.map((file) => /** @type {[string, string]} */ ([file.path, file.content]));
  return ask(() =>
    bindings.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(factory)),
  );
}

/**
 * Calls the engine, and turns its errors (JSON text, or a panic) into readable ones.
 * @template T
 * @param {() => Promise<T>} call
 * @returns {Promise<T>}
 */
async function ask(call) {
  try {
    return await call();
  } catch (error) {
    const text = panics.message || String(/** @type {any} */ (error)?.message ?? error);
    let message = text;
    try {
      message = JSON.parse(text).message ?? text;
    } catch {
      // Not JSON: the text itself is the message.
    }
    throw new Error(message, { cause: error });
  }
}

/**
 * A connection with two repairs of @prisma/adapter-pg 7.10: it knows no type "char", which the catalogue's tables
 * use; and it splits scripts at every ';', which tears function bodies apart.
 * @param {string} url
 */
async function connect(url) {
  const adapter = /** @type {any} */ (await new PrismaPg({ connectionString: url }).connect());
  const queryable = Object.getPrototypeOf(Object.getPrototypeOf(adapter));
  adapter.queryRaw = async (/** @type {any} */ query) => {
    const result = await adapter.performIO(query);
    const charColumns = new Set();
    for (const [index, field] of result.fields.entries()) {
      if (field.dataTypeID !== CHAR_OID) continue;
      charColumns.add(index);
      field.dataTypeID = BPCHAR_OID;
    }
    const converted = await queryable.queryRaw.call({ performIO: async () => result }, query);
    for (const index of charColumns) converted.columnTypes[index] = ColumnTypeEnum.Character;
    return converted;
  };
  adapter.executeScript = async (/** @type {string} */ script) => {
    // The engine accepts no result here.
    await adapter.underlyingDriver().query(script).catch(adapter.onError);
  };
  return adapter;
}

/**
 * A fresh database to run the migrations on. The adapter's own version of this connects to the main database instead
 * when given a connection string, and would migrate that; and it drops the fresh one while still connected to it.
 * @param {string} url
 */
async function connectToShadow(url) {
  const name = `shadow_${randomUUID().replaceAll('-', '')}`;
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE "${name}" TEMPLATE template0`);
  const shadowUrl = new URL(url);
  shadowUrl.pathname = `/${name}`;
  const adapter = await connect(shadowUrl.href);
  const disconnect = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await disconnect();
    await admin.query(`DROP DATABASE "${name}" WITH (FORCE)`);
    await admin.end();
  };
  return adapter;
}
