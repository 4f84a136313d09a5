-- AlterTable
ALTER TABLE "instance" ADD COLUMN     "address_mode" TEXT,
ADD COLUMN     "address_name" TEXT,
ADD COLUMN     "address_trusted" BOOLEAN NOT NULL DEFAULT false;

-- What Prisma cannot express.
ALTER TABLE "instance" ADD CONSTRAINT "instance_address" CHECK (
  (address_mode IS NULL) = (address_name IS NULL) AND address_mode IN ('lan', 'domain'));
