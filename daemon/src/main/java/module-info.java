/// The daemon: wires engine, kernel, configuration and API by hand.
@org.jspecify.annotations.NullMarked
module dev.tend.daemon {
  requires dev.tend.api;
  requires dev.tend.cli;
  requires dev.tend.config;
  requires dev.tend.engine;
  requires dev.tend.linux;
  requires io.netty.buffer;
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.transport;
  requires java.sql;
  requires jdk.net;
  requires org.xerial.sqlitejdbc;
  requires static org.jspecify;

  provides System.LoggerFinder with
      dev.tend.daemon.log.PlainLoggerFinder;
}
