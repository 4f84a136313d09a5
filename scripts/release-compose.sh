#!/bin/sh
# docker-compose.yml as a release carries it: with the images of a registry, and nothing to build.
# Versions follow the newest of their series (1, or 0.3 before that), so that `docker compose pull` is an upgrade.
#   scripts/release-compose.sh ghcr.io/owner/hearth 1.2.3
set -eu
registry=$1 version=$2
case $version in
  *-*) series=$version ;;
  0.*) series=${version%.*} ;;
  *) series=${version%%.*} ;;
esac
cd "$(dirname "$0")/.."
sed -e '/^    build: /d' \
  -e "s,:-hearth/app},:-$registry/app:$series}," \
  -e "s,:-hearth/edge},:-$registry/edge:$series}," docker-compose.yml
