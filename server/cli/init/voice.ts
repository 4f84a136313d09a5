import { readFileSync } from 'node:fs';
import path from 'node:path';
import { appUser, own, writeOnce } from './files.ts';

/**
 * The voice server's configuration, and the script that runs it. `@SELF@` stands for the container's own address, which
 * the script fills in: it changes with each start.
 *
 * `use_external_ip` stays off: without an answer from a STUN server LiveKit ends instead of starting.
 */
const livekitYaml = (key: string, secret: string, nodeIp: string) => `port: 7880
rtc:
  tcp_port: 7881
  udp_port: 7882
  use_external_ip: false
  node_ip: ${nodeIp}
  advertise_internal_ip: true
keys:
  ${key}: ${secret}
room:
  auto_create: false
  empty_timeout: 60
  departure_timeout: 20
webhook:
  api_key: ${key}
  urls: ["http://app:3000/internal/livekit/webhook"]
logging:
  level: info
  json: true
`;

/** LiveKit cannot reload its configuration: it is started again when the file changes. */
const runSh = `#!/bin/sh
cd /run/hearth/voice || exit 1
child=
stop() {
  kill -TERM "$child" 2>/dev/null
  sleep 1
  # The first signal only waits for calls to end.
  kill -TERM "$child" 2>/dev/null
  wait "$child"
}
trap 'stop; exit 0' TERM INT
while :; do
  before=$(cat livekit.yaml)
  self=$(hostname -i 2>/dev/null | cut -d' ' -f1)
  sed "s/@SELF@/\${self:-127.0.0.1}/" livekit.yaml >/tmp/livekit.yaml
  /livekit-server --config /tmp/livekit.yaml &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    sleep 2 &
    wait $!
    [ "$(cat livekit.yaml)" = "$before" ] || { stop; break; }
  done
  wait "$child"
  sleep 1
done
`;

/** Writes both unless they are there. The app may replace the configuration later. @returns the names it made */
export function writeVoiceConfig(folder: string, secretsFolder: string, nodeIp: string): string[] {
  own(folder, { mode: 0o775, gid: appUser });
  const read = (name: string) => readFileSync(path.join(secretsFolder, name), 'utf8').trim();
  const config = livekitYaml(read('livekit_key'), read('livekit_secret'), nodeIp);
  const files: [string, string, { mode: number; uid?: number; gid?: number }][] = [
    // LiveKit runs without any capability and reads it as "other"; only it, the app and `init` mount the volume.
    ['livekit.yaml', config, { mode: 0o644, uid: appUser, gid: appUser }],
    ['run.sh', runSh, { mode: 0o555 }],
  ];
  return files.filter(([name, ...rest]) => writeOnce(path.join(folder, name), ...rest)).map(([name]) => name);
}
