#!/bin/sh
# Gathers what the image carries, laid out as in it: the bundles, the migrations, and the one package that cannot be
# bundled because it is native.
set -eu
out=$1
mkdir -p "$out/app/prisma" "$out/app/node_modules/@node-rs" "$out/usr/local/bin"
cp -r build "$out/app/"
cp -r prisma/migrations "$out/app/prisma/"
cp -r node_modules/@node-rs/argon2 node_modules/@node-rs/argon2-linux-*-gnu "$out/app/node_modules/@node-rs/"
cp LICENSE "$out/app/"
cp docker/hearth "$out/usr/local/bin/hearth"
# Nothing but that the bundles are modules.
echo '{ "type": "module" }' >"$out/app/package.json"
