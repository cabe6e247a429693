#!/bin/sh
# Builds the shop from SOURCE_DIR into BUILD_DIR, which then holds everything that runs it, as an image would.
set -eu
cd "$SOURCE_DIR"
mkdir -p "$BUILD_DIR/classes"
"$JAVA_HOME/bin/javac" --release 17 -cp 'lib/*' -d "$BUILD_DIR/classes" src/shop/*.java
cp -R lib migrations VERSION "$BUILD_DIR"
echo "shop $(cat VERSION): built"
