#!/bin/sh
# Builds the shop from SOURCE_DIR into BUILD_DIR, which then holds everything that runs it, as an image would.
set -eu
: "${BUILD_DIR:?is the directory to build into}"
cd "${SOURCE_DIR:-.}"
echo "shop $(cat VERSION): compiling"
mkdir -p "$BUILD_DIR/classes"
"${JAVA_HOME:+$JAVA_HOME/bin/}javac" --release 17 -cp 'lib/*' -d "$BUILD_DIR/classes" src/shop/*.java
cp -R lib migrations VERSION "$BUILD_DIR"
echo "shop $(cat VERSION): built, the newest migration is $(ls migrations | tail -n 1)"
