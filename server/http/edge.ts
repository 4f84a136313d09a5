import { Router, type NextFunction, type Request, type Response } from 'express';
import { proofOf, proofPath, type AddressBook } from '#server/domains/address/index.ts';

/**
 * What the edge and the check of an address ask, answered without the database: `/internal/…` never passes the edge,
 * and tells others no more than what a connection to the name would.
 */
export function edgeRoutes(book: AddressBook, secret: string): Router {
  const router = Router();
  router.get('/internal/tls/ask', (req, res) => {
    const { domain } = req.query;
    const known = typeof domain === 'string' && book.mayHaveCertificate(domain);
    res
      .status(known ? 200 : 404)
      .type('text/plain')
      .send(known ? 'yes\n' : 'no\n');
  });
  router.get(`${proofPath}:nonce`, (req, res, next) => {
    const { nonce } = req.params;
    if (!/^[0-9a-f]{32}$/.test(nonce)) return next();
    res.type('text/plain').setHeader('Cache-Control', 'no-store').send(proofOf(secret, nonce));
  });
  return router;
}

/** Once people have a domain, a plain page of it leads to the encrypted one. Other names, as in a LAN, stay as they are. */
export const leadToHttps =
  (book: AddressBook) =>
  (req: Request, res: Response, next: NextFunction): void => {
    const { address } = book;
    if (address?.mode !== 'domain' || req.secure || req.hostname?.toLowerCase() !== address.name)
      return next();
    res.redirect(308, `https://${address.name}${req.originalUrl.startsWith('/') ? req.originalUrl : '/'}`);
  };
