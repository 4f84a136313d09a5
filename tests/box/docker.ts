import { execFile } from 'node:child_process';

/**
 * Runs Docker's command line and gives what it wrote to standard output.
 *
 * @throws with what it wrote to standard error
 */
export function docker(args: string[], env: Record<string, string> = {}): Promise<string> {
  const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    execFile('docker', args, options, (error, stdout, stderr) => {
      if (error) reject(new Error(`docker ${args.join(' ')}: ${stderr.trim()}`, { cause: error }));
      else resolve(stdout);
    });
  });
}

/** As far as tests look into it. */
export interface Container {
  Id: string;
  State: { Running: boolean; StartedAt: string; Health?: { Status: string } };
  HostConfig: {
    CapDrop: string[] | null;
    CapAdd: string[] | null;
    ReadonlyRootfs: boolean;
    SecurityOpt: string[] | null;
    Privileged: boolean;
    RestartPolicy: { Name: string };
    LogConfig: { Type: string; Config: Record<string, string> };
  };
  NetworkSettings: { Ports: Record<string, { HostPort: string }[] | null> };
}
