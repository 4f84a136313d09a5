import { connect, type DetailedPeerCertificate } from 'node:tls';

export type Certificate =
  | { validTo: Date; issuer: string; /** By this machine's own list of authorities. */ isTrusted: boolean }
  | { problem: string };

/** Looks at the certificate that a name shows on port 443. Never throws. */
export function inspectCertificate(name: string, timeoutMs: number): Promise<Certificate> {
  return new Promise((resolve) => {
    // What it shows is looked at, and nothing is sent to it: so it need not be trusted.
    const socket = connect({ host: name, port: 443, servername: name, rejectUnauthorized: false });
    const done = (result: Certificate) => {
      resolve(result);
      socket.destroy();
    };
    socket.setTimeout(timeoutMs, () => done({ problem: 'port 443 does not answer in time.' }));
    socket.once('error', (error: NodeJS.ErrnoException) => done({ problem: explain(error) }));
    socket.once('secureConnect', () => {
      const certificate: DetailedPeerCertificate = socket.getPeerCertificate(true);
      done({
        validTo: new Date(certificate.valid_to),
        issuer: String(certificate.issuer?.O ?? certificate.issuer?.CN ?? 'unknown'),
        isTrusted: socket.authorized,
      });
    });
  });
}

function explain({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name leads nowhere: its DNS record is missing, or not known everywhere yet.';
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'nothing listens on port 443 where the name leads to.';
    case 'ECONNRESET':
      return 'there is no certificate for it yet: see the log of caddy.';
    default:
      return `port 443 answers, but not with a certificate (${code ?? message}).`;
  }
}
